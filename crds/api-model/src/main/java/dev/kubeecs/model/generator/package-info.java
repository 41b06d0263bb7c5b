/** Generates Java records and enums from an API model; runs in the build only. */
package dev.kubeecs.model.generator;
