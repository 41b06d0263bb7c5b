/** AWS Signature Version 4, as a server verifies it. */
package dev.kubeecs.gateway.signing;
