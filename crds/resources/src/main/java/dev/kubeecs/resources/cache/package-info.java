/** What the operator and the gateway both need of caches of resources. */
package dev.kubeecs.resources.cache;
