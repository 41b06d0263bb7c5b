/**
 * A Kubernetes cluster for integration tests, whichever is to be had: annotate a class with {@link
 * dev.kubeecs.localcluster.KubernetesTest} and take what the test needs as parameters.
 */
package dev.kubeecs.localcluster;
