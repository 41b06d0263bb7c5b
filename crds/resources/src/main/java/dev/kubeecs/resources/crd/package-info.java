/** Writes the CRD YAML from the records; runs in the build only. */
package dev.kubeecs.resources.crd;
