/**
 * The rules that ECS has for task definitions and neither the API model nor a schema can express.
 * The gateway refuses with them, the operator explains manifests with them.
 */
package dev.kubeecs.resources.taskdefinition.validation;
