package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs what hooks run in the cluster, once for each call: its name is derived from the call, so
 * that an operator that was stopped meanwhile finds it and goes on waiting.
 */
@Singleton
final class HookRuns {

  /** Where containers find the event. */
  static final String EVENT = "ECS_LIFECYCLE_HOOK_EVENT";

  /** The time-out of a hook is two weeks at most. */
  private static final int PATIENCE_DAYS = 15;

  private final KubernetesClient client;

  HookRuns(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Creates something, unless it is there already, and waits for its end.
   *
   * @param ended whether it has
   * @param answer what that means
   * @throws KubernetesClientException it cannot be created, or nobody can tell
   */
  <T extends HasMetadata> HookAnswer once(
      T run, Predicate<T> ended, Function<T, HookAnswer> answer) {
    try {
      client.resource(run).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
    T found =
        client
            .resource(run)
            .waitUntilCondition(
                now -> now == null || ended.test(now), PATIENCE_DAYS, TimeUnit.DAYS);
    return found == null
        ? HookAnswer.failed(
            "its %s %s was deleted".formatted(run.getKind(), run.getMetadata().getName()))
        : answer.apply(found);
  }
}
