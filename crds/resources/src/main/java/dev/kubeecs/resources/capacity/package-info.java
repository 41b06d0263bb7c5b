/** Capacity providers: where tasks may be placed, and how that capacity grows. */
package dev.kubeecs.resources.capacity;
