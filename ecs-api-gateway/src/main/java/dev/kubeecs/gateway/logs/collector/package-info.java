/** Brings what containers write by the log driver awslogs into the log store. */
package dev.kubeecs.gateway.logs.collector;
