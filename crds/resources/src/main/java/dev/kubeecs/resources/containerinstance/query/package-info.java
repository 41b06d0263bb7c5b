/**
 * The cluster query language: which container instances a filter or a {@code memberOf} constraint
 * means.
 */
package dev.kubeecs.resources.containerinstance.query;
