/** Task definitions: families, the revisions registered of them, and references to them. */
package dev.kubeecs.operator.taskdefinition;
