/**
 * Application Load Balancers as Gateways and HTTPRoutes of the Gateway API: {@code RouteMatch} and
 * its parts are what a match can say, {@code Precedence} brings the priorities of rules into an API
 * that knows none, {@code Translation} is the whole.
 */
package dev.kubeecs.operator.loadbalancing.gatewayapi;
