/** Side-by-side measurements of kube-ecs against plain Kubernetes; {@code make bench} runs them. */
package dev.kubeecs.benchmarks;
