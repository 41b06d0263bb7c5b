package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import java.util.Optional;

/** Filters of the listings of gateways' parts. */
final class Filters {

  private Filters() {}

  /** The cluster that a listing is about; the model lists no error of its own for an absent one. */
  static Optional<String> cluster(Call call, Clusters clusters, String reference) {
    if (reference == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(clusters.existing(call, reference));
    } catch (AwsException e) {
      throw invalidParameter("cluster: %s", e.getMessage());
    }
  }
}
