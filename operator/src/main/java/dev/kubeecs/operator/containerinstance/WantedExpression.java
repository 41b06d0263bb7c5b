package dev.kubeecs.operator.containerinstance;

import dev.kubeecs.resources.containerinstance.query.Expression;

/**
 * An expression that tasks of a cluster need.
 *
 * @param label stands for it on Nodes
 * @param namespace of the cluster
 * @param cluster ECS name of the cluster
 */
record WantedExpression(String label, String namespace, String cluster, Expression expression) {}
