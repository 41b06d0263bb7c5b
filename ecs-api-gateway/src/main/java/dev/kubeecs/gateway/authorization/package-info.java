/** Who may do what: IAM is RBAC. */
package dev.kubeecs.gateway.authorization;
