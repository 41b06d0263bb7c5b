package dev.kubeecs.gateway.store;

import dev.kubeecs.gateway.protocol.AwsException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells writes that are the client's fault from those that are ours. */
final class Refusals {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  /**
   * Does a write.
   *
   * @throws AwsException {@code ClientException} if the API server's rules refuse its content,
   *     {@code LimitExceededException} if a quota of the namespace does
   * @throws KubernetesClientException in all other cases
   */
  static <T> T translate(Supplier<T> write) {
    try {
      return write.get();
    } catch (KubernetesClientException e) {
      Status status = e.getStatus();
      if (e.getCode() == UNPROCESSABLE || e.getCode() == BAD_REQUEST) {
        throw new AwsException("ClientException", reasons(status));
      }
      if (e.getCode() == FORBIDDEN && reasons(status).contains("exceeded quota")) {
        throw new AwsException("LimitExceededException", reasons(status));
      }
      throw e;
    }
  }

  private static String reasons(Status status) {
    List<StatusCause> causes =
        status == null || status.getDetails() == null ? List.of() : status.getDetails().getCauses();
    if (causes.isEmpty()) {
      return status == null ? "The API server refused it." : status.getMessage();
    }
    return causes.stream()
        .map(cause -> cause.getField() + ": " + cause.getMessage())
        .collect(Collectors.joining("; "));
  }
}
