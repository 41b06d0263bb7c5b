/** Filter patterns of CloudWatch Logs. Source: its user guide, filter pattern syntax. */
package dev.kubeecs.gateway.logs.filter;
