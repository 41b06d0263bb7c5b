package dev.kubeecs.gateway.codedeploy;

import static java.util.Comparator.comparing;

import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deployments of CodeDeploy in an account: those of the deployments of services that are kept,
 * and those that services ask for and the operator has not begun yet.
 */
@Singleton
final class Deployments {

  private final Store<EcsServiceDeployment> rollouts;
  private final StoreIndex<EcsServiceDeployment> rolloutsById;
  private final Services services;

  Deployments(Stores stores, Services services) {
    this.rollouts = stores.of(EcsServiceDeployment.class);
    this.rolloutsById =
        rollouts.index(
            "codeDeploy",
            rollout ->
                Optional.ofNullable(rollout.getSpec().codeDeploy())
                    .map(CodeDeployDeployment::deploymentId)
                    .stream()
                    .toList());
    this.services = services;
  }

  Store<EcsServiceDeployment> rollouts() {
    return rollouts;
  }

  /** The deployment of that id. */
  Optional<Deployment> find(Call call, String id) {
    return rolloutsById.get(call.namespace(), id).stream()
        .flatMap(rollout -> begun(call, rollout).stream())
        .findFirst()
        .or(
            () ->
                services.all(call).stream()
                    .flatMap(service -> asked(service).stream())
                    .filter(deployment -> deployment.asked().deploymentId().equals(id))
                    .findFirst());
  }

  /**
   * The deployment of that id.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code DeploymentDoesNotExistException}
   */
  Deployment require(Call call, String id) {
    return find(call, id).orElseThrow(() -> CodeDeployErrors.noDeployment(id));
  }

  /** All, in no order. */
  Collection<Deployment> all(Call call) {
    Map<String, Deployment> byId = new LinkedHashMap<>();
    Stream.concat(
            rollouts.list(call.namespace()).stream()
                .filter(rollout -> rollout.getSpec().codeDeploy() != null)
                .flatMap(rollout -> begun(call, rollout).stream()),
            services.all(call).stream().flatMap(service -> asked(service).stream()))
        .forEach(deployment -> byId.putIfAbsent(deployment.asked().deploymentId(), deployment));
    return byId.values();
  }

  /** Those of a deployment group, the newest first. */
  List<Deployment> of(Call call, String application, String group) {
    return all(call).stream()
        .filter(deployment -> deployment.asked().applicationName().equals(application))
        .filter(deployment -> deployment.asked().deploymentGroupName().equals(group))
        .sorted(comparing(Deployments::createTime).reversed())
        .toList();
  }

  /** When it was asked for. */
  static Instant createTime(Deployment deployment) {
    return Objects.requireNonNullElse(deployment.asked().createTime(), Instant.EPOCH);
  }

  private Optional<Deployment> begun(Call call, EcsServiceDeployment rollout) {
    return services
        .ofObject(call, rollout.getSpec().service())
        .map(
            service ->
                new Deployment(rollout.getSpec().codeDeploy(), service, Optional.of(rollout)));
  }

  private static Optional<Deployment> asked(EcsService service) {
    return Optional.ofNullable(service.getSpec().codeDeploy())
        .map(asked -> new Deployment(asked, service, Optional.empty()));
  }
}
