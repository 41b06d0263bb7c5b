package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.gateway.protocol.validation.Findings;
import dev.kubeecs.gateway.protocol.validation.Validator;
import dev.kubeecs.model.Operation;

/**
 * A body and what validation found in it.
 *
 * @param operation what it is for
 * @param tree the JSON
 * @param findings what is wrong with it
 */
record RequestBody(Operation operation, JsonNode tree, Findings findings) {

  /** Parses and checks a body. */
  static RequestBody of(JsonNode tree, BoundOperation bound) {
    Service service = bound.service();
    return new RequestBody(
        bound.operation(),
        tree,
        Validator.validate(service.model(), service.refused(), bound.operation(), tree));
  }

  /**
   * Returns if the body satisfies the model and asks for nothing that we refuse.
   *
   * @throws AwsException naming everything that is wrong with it
   */
  void requireValid() {
    if (!findings.wrongTypes().isEmpty()) {
      throw Errors.serialization(String.join("; ", findings.wrongTypes()));
    }
    if (!findings.violations().isEmpty()) {
      throw Errors.invalid(operation, findings.violationMessage());
    }
    if (!findings.refused().isEmpty()) {
      throw Errors.unsupported(operation, String.join("; ", findings.refused()));
    }
  }

  /** The body as a record. */
  <T> T as(Class<T> type) {
    return AwsJson.read(tree, type);
  }
}
