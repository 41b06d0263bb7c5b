/** The proxy that an Application Load Balancer is: its configuration as a function of resources. */
package dev.kubeecs.operator.loadbalancing.proxy;
