/** Task sets: what a service with an EXTERNAL deployment controller runs. */
package dev.kubeecs.gateway.ecs.taskset;
