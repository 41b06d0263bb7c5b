package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.RevisionContent;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;

/**
 * What a service runs, to which UpdateService adds: its spec, unless a rollback has undone what
 * that asks for. Then it is the revision that the service went back to.
 */
@Singleton
final class RunningContent {

  private final Store<EcsServiceRevision> revisions;

  RunningContent(Stores stores) {
    this.revisions = stores.of(EcsServiceRevision.class);
  }

  /** The spec of a service with what it runs now. */
  EcsServiceSpec of(EcsService service) {
    EcsServiceSpec spec = service.getSpec();
    return ServiceFacts.isRolledBack(service)
        ? primary(service)
            .map(revision -> RevisionContent.restored(spec, revision.getSpec()))
            .orElse(spec)
        : spec;
  }

  /**
   * What to write: an update that asks for no deployment leaves alone what the spec asks for,
   * undone or not, since other content would begin one.
   */
  static EcsServiceSpec toWrite(EcsServiceSpec before, EcsServiceSpec updated) {
    boolean deploys = !Objects.equals(before.deploymentId(), updated.deploymentId());
    return deploys
        ? updated
        : RevisionContent.restored(
            updated, RevisionContent.of("", "", "", before, before.taskDefinition()));
  }

  private Optional<EcsServiceRevision> primary(EcsService service) {
    return asEmpty(ServiceFacts.status(service).deployments()).stream()
        .findFirst()
        .map(deployment -> deployment.id().substring(deployment.id().indexOf('/') + 1))
        .map(id -> ObjectNames.serviceRevision(ServiceFacts.name(service), id))
        .flatMap(name -> revisions.find(service.getMetadata().getNamespace(), name));
  }
}
