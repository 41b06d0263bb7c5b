/**
 * The API of Elastic Load Balancing, version 2: what it writes are resources, which the operator
 * makes true.
 */
package dev.kubeecs.gateway.elbv2;
