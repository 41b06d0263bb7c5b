/** Service Connect: the names and ports by which tasks of one namespace reach each other. */
package dev.kubeecs.resources.serviceconnect;
