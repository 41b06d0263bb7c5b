package dev.kubeecs.gateway.ecs.express;

import dev.kubeecs.api.ecs.ExpressGatewayScalingTarget;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpecBuilder;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.EcsGatewaySpecBuilder;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What stands beside an Express service and goes with it: its scaling, and the gateway that all
 * Express services of an account share, which Kubernetes removes after the last of its owners.
 */
@Singleton
final class ExpressParts {

  private static final int ATTEMPTS = 3;

  private final Store<EcsGateway> gateways;
  private final Store<ScalableTarget> targets;

  ExpressParts(Stores stores) {
    this.gateways = stores.of(EcsGateway.class);
    this.targets = stores.of(ScalableTarget.class);
  }

  /** Makes a service one of the owners of the shared gateway, which is made for the first. */
  void shareGateway(Call call, EcsService service) {
    String name = ObjectNames.gateway(Gateways.EXPRESS);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<EcsGateway> shared =
          gateways
              .edit(call.namespace(), name, gateway -> owned(gateway, service))
              .or(() -> gateways.create(gateway(call, name, service)));
      if (shared.isPresent()) {
        return;
      }
    }
    throw new IllegalStateException("the gateway " + name + " comes and goes");
  }

  /** How a service is scaled; empty once somebody has deregistered its scalable target. */
  Optional<ExpressGatewayScalingTarget> scaling(EcsService service) {
    return targets
        .find(service.getMetadata().getNamespace(), name(service))
        .map(target -> ExpressScaling.view(target.getSpec()));
  }

  /** Has a service scaled so. */
  void scale(EcsService service, ExpressGatewayScalingTarget asked) {
    String namespace = service.getMetadata().getNamespace();
    Optional<ScalableTarget> changed =
        targets.edit(
            namespace,
            name(service),
            target -> {
              target.setSpec(ExpressScaling.applied(target.getSpec(), asked));
              return target;
            });
    if (changed.isEmpty()) {
      ScalableTarget target = new ScalableTarget();
      target.setMetadata(metadata(namespace, name(service), service));
      target.setSpec(
          ExpressScaling.applied(
              ScalableTargetSpecBuilder.builder()
                  .resourceId(
                      ScalableTargets.resourceId(
                          service.getSpec().cluster(), service.getSpec().serviceName()))
                  .build(),
              asked));
      targets.create(target);
    }
  }

  private static EcsGateway owned(EcsGateway gateway, EcsService service) {
    if (gateway.getOwnerReferenceFor(service).isEmpty()) {
      gateway.getMetadata().getOwnerReferences().add(Owners.reference(service));
    }
    return gateway;
  }

  private static EcsGateway gateway(Call call, String name, EcsService service) {
    EcsGateway gateway = new EcsGateway();
    gateway.setMetadata(metadata(call.namespace(), name, service));
    gateway.setSpec(
        EcsGatewaySpecBuilder.builder().name(Gateways.EXPRESS).deletionProtection(true).build());
    return gateway;
  }

  private static ObjectMeta metadata(String namespace, String name, EcsService owner) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withOwnerReferences(Owners.reference(owner))
        .build();
  }

  /** As RegisterScalableTarget names it. */
  private static String name(EcsService service) {
    return ObjectNames.service(service.getSpec().cluster(), service.getSpec().serviceName());
  }
}
