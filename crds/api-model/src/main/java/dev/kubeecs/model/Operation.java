package dev.kubeecs.model;

import java.util.List;

/**
 * An operation of an API.
 *
 * @param name as it stands in {@code X-Amz-Target} after the dot
 * @param input the request's structure
 * @param output the response's structure; the empty string if it answers nothing
 * @param errors names of the error shapes that the operation lists
 * @param readOnly whether the model says that the operation changes nothing
 */
public record Operation(
    String name, String input, String output, List<String> errors, boolean readOnly) {

  public Operation {
    errors = List.copyOf(errors);
  }
}
