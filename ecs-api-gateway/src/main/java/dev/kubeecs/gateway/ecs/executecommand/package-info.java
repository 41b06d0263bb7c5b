/** ECS Exec: commands in the containers of tasks, over the data channel of Session Manager. */
package dev.kubeecs.gateway.ecs.executecommand;
