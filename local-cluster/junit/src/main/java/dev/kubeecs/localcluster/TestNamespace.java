package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.client.NamespacedKubernetesClient;

/**
 * A fresh namespace, which belongs to one test or to one test class.
 *
 * @param name a name that no other test has
 * @param client a client whose default namespace is this one; it is shared and not to be closed
 */
public record TestNamespace(String name, NamespacedKubernetesClient client) {}
