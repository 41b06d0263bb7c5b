/** The rules of ELB that the schema of a kind does not tell. */
package dev.kubeecs.resources.loadbalancing.validation;
