/** AWS accounts, which are namespaces. */
package dev.kubeecs.gateway.account;
