/** Volumes whose data is elsewhere: file systems, and volumes that are configured at launch. */
package dev.kubeecs.resources.volume;
