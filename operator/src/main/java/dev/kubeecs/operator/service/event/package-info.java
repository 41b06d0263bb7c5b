/** Service events: what ECS says about a service, in its own words. */
package dev.kubeecs.operator.service.event;
