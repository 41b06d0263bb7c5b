/** Targets and their health, by the rules of Elastic Load Balancing. */
package dev.kubeecs.operator.loadbalancing.target;
