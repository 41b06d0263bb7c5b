package dev.kubeecs.gateway.ecs;

import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Errors;
import java.util.List;

/** Refuses what ECS knows and kube-ecs cannot honour yet, as the operator refuses manifests. */
public final class Honoured {

  private Honoured() {}

  /**
   * Refuses members that cannot be honoured.
   *
   * @param fields their paths; none is fine
   */
  public static void require(Call call, List<String> fields) {
    if (!fields.isEmpty()) {
      throw Errors.unsupported(
          call.operation(),
          "kube-ecs cannot honour this yet: %s.".formatted(String.join(", ", fields)));
    }
  }
}
