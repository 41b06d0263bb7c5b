/** What things are called: ECS names and ARNs, the names of the objects behind them, labels. */
package dev.kubeecs.resources.naming;
