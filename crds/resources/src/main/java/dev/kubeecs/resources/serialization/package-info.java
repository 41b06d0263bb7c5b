/** How resources are read off the wire, and copied, at little cost. */
package dev.kubeecs.resources.serialization;
