package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateTaskSetRequest;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.ScaleUnit;
import dev.kubeecs.gateway.ecs.Launch;
import dev.kubeecs.gateway.protocol.ClientToken;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.service.EcsTaskSetSpec;
import dev.kubeecs.resources.service.EcsTaskSetSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Optional;

/** The resource that CreateTaskSet makes. */
public final class NewTaskSet {

  /** What a task set has whose request tells no scale. */
  static final Scale NO_SCALE = Scale.builder().value(0.0).unit(ScaleUnit.PERCENT).build();

  private NewTaskSet() {}

  /**
   * What a request asks for.
   *
   * @param taskDefinition {@code family:revision}
   * @param launch how its tasks start
   */
  public static EcsTaskSetSpec spec(
      CreateTaskSetRequest request, EcsService service, String taskDefinition, Launch launch) {
    return EcsTaskSetSpecBuilder.builder()
        .service(service.getMetadata().getName())
        .cluster(ServiceFacts.cluster(service))
        .externalId(request.externalId())
        .taskDefinition(taskDefinition)
        .launchType(launch.launchType())
        .capacityProviderStrategy(launch.strategy())
        .platformVersion(launch.platformVersion())
        .loadBalancers(request.loadBalancers())
        .serviceRegistries(request.serviceRegistries())
        .networkConfiguration(launch.network())
        .scale(scale(request.scale()))
        .clientToken(request.clientToken())
        .tags(request.tags())
        .build();
  }

  /** A scale with everything spelled out. */
  public static Scale scale(Scale asked) {
    Scale scale = or(asked, NO_SCALE);
    double value = or(scale.value(), 0.0);
    if (Double.isNaN(value) || value < 0 || value > 100) {
      throw invalidParameter("scale.value must be between 0 and 100.");
    }
    return Scale.builder().value(value).unit(or(scale.unit(), ScaleUnit.PERCENT)).build();
  }

  /**
   * The object of a task set.
   *
   * @param digits the 19 of its id
   */
  public static EcsTaskSet of(
      EcsTaskSetSpec spec, EcsService service, String digits, Optional<ClientToken> token) {
    EcsTaskSet taskSet = new EcsTaskSet();
    taskSet.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(service.getMetadata().getNamespace())
            .withName(ObjectNames.serviceRevision(ServiceFacts.name(service), digits))
            .addToLabels(Labels.CLUSTER, ObjectNames.cluster(spec.cluster()))
            .addToLabels(Labels.SERVICE, ObjectNames.labelValue(service.getMetadata().getName()))
            .addToLabels(Labels.DEPLOYMENT, digits)
            .addToAnnotations(token.map(ClientToken::annotations).orElse(Map.of()))
            .withFinalizers(Labels.FINALIZER)
            .withOwnerReferences(Owners.reference(service))
            .build());
    taskSet.setSpec(spec);
    return taskSet;
  }
}
