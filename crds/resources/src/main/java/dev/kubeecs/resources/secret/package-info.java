/** What task definitions take from AWS's stores, and the Kubernetes Secrets that it is here. */
package dev.kubeecs.resources.secret;
