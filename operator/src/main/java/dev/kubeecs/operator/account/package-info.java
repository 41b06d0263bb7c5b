/** Accounts: which account and region a namespace is. */
package dev.kubeecs.operator.account;
