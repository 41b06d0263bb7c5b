/**
 * Services: how many tasks of which definition shall run, their revisions, rollouts and task sets.
 */
package dev.kubeecs.resources.service;
