/** Task definitions: families that can be edited, and their immutable numbered revisions. */
package dev.kubeecs.resources.taskdefinition;
