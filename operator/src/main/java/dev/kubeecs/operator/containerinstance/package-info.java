/** Container instances: which Nodes meet the expressions that tasks need. */
package dev.kubeecs.operator.containerinstance;
