/** Account settings: defaults of an account, and what its users have instead. */
package dev.kubeecs.resources.accountsetting;
