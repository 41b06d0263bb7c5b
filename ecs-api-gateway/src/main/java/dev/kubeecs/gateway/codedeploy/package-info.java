/**
 * CodeDeploy for services with the deployment controller CODE_DEPLOY. A deployment is one of the
 * service, which the operator carries out as it does BLUE_GREEN, LINEAR and CANARY ones: ADR 69.
 */
package dev.kubeecs.gateway.codedeploy;
