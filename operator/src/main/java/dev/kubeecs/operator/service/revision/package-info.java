/** Service revisions: what one holds, and when a service needs another. */
package dev.kubeecs.operator.service.revision;
