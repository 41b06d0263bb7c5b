package dev.kubeecs.gateway.applicationautoscaling;

import static dev.kubeecs.gateway.applicationautoscaling.ScalingErrors.invalid;

import dev.kubeecs.api.applicationautoscaling.ScalableDimension;
import dev.kubeecs.api.applicationautoscaling.ServiceNamespace;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.autoscaling.ScalableTargetSpec;
import dev.kubeecs.resources.autoscaling.ScalableTargets;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The scalable targets of an account, found as the API names them. */
@Singleton
final class KnownScalableTargets {

  private final Store<ScalableTarget> store;
  private final StoreIndex<ScalableTarget> byResourceId;

  KnownScalableTargets(Stores stores) {
    this.store = stores.of(ScalableTarget.class);
    this.byResourceId = store.index("resourceId", t -> List.of(t.getSpec().resourceId()));
  }

  /** Refuses what is no desired count of a service. */
  static void requireService(ServiceNamespace namespace, ScalableDimension dimension) {
    if (namespace != ServiceNamespace.ECS) {
      throw invalid("kube-ecs scales services of ECS: ServiceNamespace must be ecs.");
    }
    if (dimension != null && dimension != ScalableDimension.ECS_SERVICE_DESIREDCOUNT) {
      throw invalid(
          "Unsupported service namespace, resource type or scalable dimension:"
              + " ScalableDimension of the namespace ecs is ecs:service:DesiredCount.");
    }
  }

  /** The same of a listing, in which a dimension needs a resource. */
  static void requireService(
      ServiceNamespace namespace, ScalableDimension dimension, boolean ofResource) {
    requireService(namespace, dimension);
    if (dimension != null && !ofResource) {
      throw invalid("A resource ID must be specified with a scalable dimension.");
    }
  }

  Store<ScalableTarget> store() {
    return store;
  }

  /** All, each service once. */
  Collection<ScalableTarget> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), target -> target.getSpec().resourceId());
  }

  /** The one of a service. */
  Optional<ScalableTarget> find(Call call, String resourceId) {
    return Oldest.of(byResourceId.get(call.namespace(), resourceId));
  }

  /** The one of a service, or all for null. */
  Collection<ScalableTarget> ofResource(Call call, String resourceId) {
    return resourceId == null ? all(call) : find(call, resourceId).stream().toList();
  }

  /**
   * The one of a service.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ObjectNotFoundException}
   */
  ScalableTarget require(Call call, String resourceId) {
    return find(call, resourceId).orElseThrow(() -> ScalingErrors.noTarget(resourceId));
  }

  /**
   * The one of that ARN.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ResourceNotFoundException}
   */
  ScalableTarget ofArn(Call call, String arn) {
    return store.list(call.namespace()).stream()
        .filter(target -> ScalableTargets.arn(call.account(), target).equals(arn))
        .findFirst()
        .orElseThrow(() -> ScalingErrors.noResource(arn));
  }

  /** Changes a scalable target. */
  ScalableTarget change(ScalableTarget target, UnaryOperator<ScalableTargetSpec> change) {
    return store
        .edit(
            target.getMetadata().getNamespace(),
            target.getMetadata().getName(),
            copy -> {
              copy.setSpec(change.apply(copy.getSpec()));
              return copy;
            })
        .orElseThrow(() -> ScalingErrors.noTarget(target.getSpec().resourceId()));
  }
}
