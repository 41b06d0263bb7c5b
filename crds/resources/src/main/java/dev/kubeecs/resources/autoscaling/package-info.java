/** Service auto scaling: which services are scaled between which limits, and by what. */
package dev.kubeecs.resources.autoscaling;
