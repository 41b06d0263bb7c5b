/** Load balancers, their listeners and rules, and target groups. */
package dev.kubeecs.resources.loadbalancing;
