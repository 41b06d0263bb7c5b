package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.gateway.protocol.validation.Findings;
import dev.kubeecs.gateway.protocol.validation.Validator;
import java.util.List;

/**
 * A body that satisfies the model.
 *
 * @param tree the JSON
 * @param unknownMembers paths of members that the model does not know, which are ignored
 */
record RequestBody(JsonNode tree, List<String> unknownMembers) {

  /**
   * Validates a body.
   *
   * @throws AwsException naming everything that is wrong with it
   */
  static RequestBody of(JsonNode tree, BoundOperation bound) {
    Service service = bound.service();
    Findings findings =
        Validator.validate(service.model(), service.refused(), bound.operation(), tree);
    if (!findings.wrongTypes().isEmpty()) {
      throw Errors.serialization(String.join("; ", findings.wrongTypes()));
    }
    if (!findings.violations().isEmpty()) {
      throw Errors.invalid(bound.operation(), findings.violationMessage());
    }
    if (!findings.refused().isEmpty()) {
      throw Errors.unsupported(bound.operation(), String.join(" ", findings.refused()));
    }
    return new RequestBody(tree, findings.unknownMembers());
  }

  /** The body as a record. */
  <T> T as(Class<T> type) {
    return AwsJson.read(tree, type);
  }
}
