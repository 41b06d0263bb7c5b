/** Tasks of services: a Deployment makes the Pod, and an EcsTask is made to mirror it. */
package dev.kubeecs.operator.task.mirror;
