/** Daemons: one task on every Node of their capacity providers, and what these run. */
package dev.kubeecs.resources.daemon;
