/**
 * CodeDeploy for services: applications with their deployment groups, and what a deployment of
 * theirs makes of a service.
 */
package dev.kubeecs.resources.codedeploy;
