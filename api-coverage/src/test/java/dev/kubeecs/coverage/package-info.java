/**
 * What becomes of every member of the API, found out from the compiled code: {@code
 * docs/api-coverage.md}.
 */
package dev.kubeecs.coverage;
