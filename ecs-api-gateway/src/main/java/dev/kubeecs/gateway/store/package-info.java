/**
 * Our resources in the API server: reads come from informer caches, writes go to the server, and
 * whoever wrote through this gateway reads what it wrote.
 */
package dev.kubeecs.gateway.store;
