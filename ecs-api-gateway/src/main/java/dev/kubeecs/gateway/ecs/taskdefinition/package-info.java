/** Task definitions: families and their revisions. */
package dev.kubeecs.gateway.ecs.taskdefinition;
