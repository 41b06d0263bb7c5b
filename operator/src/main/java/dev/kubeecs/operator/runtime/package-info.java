/** What the program as a whole needs: the clock, metrics. */
package dev.kubeecs.operator.runtime;
