package dev.kubeecs.operator.daemon;

import dev.kubeecs.operator.runtime.Apply;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;

/** Carries out what was decided about a daemon. Everything may be done twice. */
@Singleton
final class DaemonWriter {

  private final KubernetesClient client;

  DaemonWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Does one thing after the other.
   *
   * @throws KubernetesClientException if the API server refuses; what was done before stands
   */
  void write(String namespace, DaemonPlan plan) {
    plan.create().ifPresent(this::create);
    plan.apply().ifPresent(set -> client.resource(set).forceConflicts().serverSideApply());
    plan.remove().ifPresent(set -> client.resource(set).delete());
    plan.reports().forEach((name, status) -> report(namespace, name, status));
    plan.forget()
        .forEach(
            name ->
                client
                    .resources(EcsDaemonRevision.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .delete());
  }

  /** The name tells whether it was created before. */
  private void create(EcsDaemonRevision revision) {
    try {
      client.resource(revision).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  /** Applied as a whole: what is told no longer goes. */
  private void report(String namespace, String name, EcsDaemonRevisionStatus status) {
    EcsDaemonRevision report = new EcsDaemonRevision();
    report.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    report.setSpec(null);
    report.setStatus(status);
    client.resource(report).subresource("status").patch(Apply.FORCED, report);
  }
}
