/**
 * The public models of the AWS APIs as data, and the types to ask them: operations, shapes,
 * members.
 */
package dev.kubeecs.model;
