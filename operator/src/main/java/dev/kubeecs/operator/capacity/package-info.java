/** Capacity providers: their Nodes, their life, and how much of them the tasks need. */
package dev.kubeecs.operator.capacity;
