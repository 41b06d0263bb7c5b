/** What the API model demands of a request, as a pure function of model and JSON. */
package dev.kubeecs.gateway.protocol.validation;
