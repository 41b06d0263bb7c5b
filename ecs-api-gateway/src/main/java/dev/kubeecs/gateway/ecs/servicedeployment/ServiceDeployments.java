package dev.kubeecs.gateway.ecs.servicedeployment;

import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The service deployments and service revisions of an account, which the operator writes. */
@Singleton
public final class ServiceDeployments {

  private final Store<EcsServiceDeployment> deployments;
  private final Store<EcsServiceRevision> revisions;
  private final StoreIndex<EcsServiceDeployment> byService;
  private final Services services;

  ServiceDeployments(Stores stores, Services services) {
    this.deployments = stores.of(EcsServiceDeployment.class);
    this.revisions = stores.of(EcsServiceRevision.class);
    this.byService = deployments.index("service", d -> List.of(d.getSpec().service()));
    this.services = services;
  }

  /**
   * A service deployment of a service.
   *
   * @param service whose it is
   */
  record Found(EcsServiceDeployment resource, EcsService service) {}

  /** The service deployments of a service, in no order. */
  List<Found> of(Call call, EcsService service) {
    return byService.get(call.namespace(), service.getMetadata().getName()).stream()
        .map(resource -> new Found(resource, service))
        .toList();
  }

  /** The service deployment that an ARN names. */
  Optional<Found> find(Call call, ServicePartArn arn) {
    return deployments
        .find(call.namespace(), arn.objectName())
        .filter(resource -> resource.getSpec().cluster().equals(arn.cluster()))
        .flatMap(
            resource ->
                services
                    .ofObject(call, resource.getSpec().service())
                    .map(service -> new Found(resource, service)))
        .filter(found -> ServiceFacts.name(found.service()).equals(arn.service()));
  }

  /** The service revision that an ARN names. */
  Optional<EcsServiceRevision> revision(Call call, ServicePartArn arn) {
    return revisions
        .find(call.namespace(), arn.objectName())
        .filter(revision -> revision.getSpec().cluster().equals(arn.cluster()))
        .filter(revision -> revision.getSpec().serviceName().equals(arn.service()));
  }

  Store<EcsServiceDeployment> store() {
    return deployments;
  }
}
