package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.api.ecs.DeploymentController;
import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.PropagateTags;
import dev.kubeecs.api.ecs.Service;
import dev.kubeecs.api.ecs.TaskSet;
import dev.kubeecs.gateway.ecs.Platforms;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A service as DescribeServices tells it. */
final class ServiceView {

  private static final DeploymentController ECS_CONTROLLER =
      DeploymentController.builder().type(DeploymentControllerType.ECS).build();

  private ServiceView() {}

  /**
   * The API's record of a service.
   *
   * @param service as it stands in the cluster
   * @param taskSets its task sets, which only one with an EXTERNAL deployment controller has
   * @param account whose service it is
   * @param now when a deployment begins that the operator has not seen yet
   * @param withTags whether tags are asked for
   */
  static Service of(
      EcsService service, List<TaskSet> taskSets, Account account, Instant now, boolean withTags) {
    EcsServiceSpec spec = service.getSpec();
    Service.Builder view = Service.builder();
    addAsked(view, service);
    addFound(view, service);
    return view.serviceArn(
            account.serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service)))
        .serviceName(ServiceFacts.name(service))
        .clusterArn(account.clusterArn(ServiceFacts.cluster(service)))
        .taskDefinition(taskDefinitionArn(service, account))
        .deployments(DeploymentsView.of(service, taskDefinitionArn(service, account), now))
        .createdAt(Instant.parse(service.getMetadata().getCreationTimestamp()))
        .createdBy(spec.createdBy())
        .taskSets(taskSets.isEmpty() ? null : taskSets)
        .tags(withTags ? asEmpty(spec.tags()) : List.of())
        .resourceManagementType(ServiceFacts.management(service))
        .build();
  }

  /** The record of a service that CodeDeploy deploys: what ECS would tell of deployments is not. */
  static Service ofCodeDeploy(Service view, List<TaskSet> taskSets) {
    return view.toBuilder()
        .deployments(List.of())
        .taskSets(taskSets)
        .loadBalancers(CodeDeployController.told(view.loadBalancers()))
        .deploymentConfiguration(CodeDeployController.told(view.deploymentConfiguration()))
        .build();
  }

  /** ARN of the revision the service runs; null while an unpinned family is not resolved yet. */
  static String taskDefinitionArn(EcsService service, Account account) {
    return Optional.ofNullable(service.getSpec().taskDefinition())
        .filter(asked -> !ServiceFacts.isRolledBack(service))
        .flatMap(TaskDefinitionReference::parse)
        .filter(reference -> reference.revision().isPresent())
        .or(
            () ->
                Optional.ofNullable(ServiceFacts.status(service).taskDefinition())
                    .flatMap(TaskDefinitionReference::parse))
        .filter(reference -> reference.revision().isPresent())
        .map(
            reference ->
                account.taskDefinitionArn(reference.family(), reference.revision().getAsInt()))
        .orElse(null);
  }

  private static void addAsked(Service.Builder view, EcsService service) {
    EcsServiceSpec spec = service.getSpec();
    boolean byStrategy = !asEmpty(spec.capacityProviderStrategy()).isEmpty();
    LaunchType launchType = ServiceFacts.launchType(service);
    view.schedulingStrategy(ServiceFacts.schedulingStrategy(service))
        .desiredCount(ServiceFacts.desiredCount(service))
        .launchType(byStrategy ? null : launchType)
        .capacityProviderStrategy(byStrategy ? spec.capacityProviderStrategy() : null)
        .platformVersion(
            launchType == LaunchType.FARGATE ? or(spec.platformVersion(), Platforms.LATEST) : null)
        .deploymentController(or(spec.deploymentController(), ECS_CONTROLLER))
        .deploymentConfiguration(DeploymentDefaults.filled(spec))
        .availabilityZoneRebalancing(
            or(spec.availabilityZoneRebalancing(), AvailabilityZoneRebalancing.DISABLED))
        .loadBalancers(asEmpty(spec.loadBalancers()))
        .serviceRegistries(asEmpty(spec.serviceRegistries()))
        .placementConstraints(asEmpty(spec.placementConstraints()))
        .placementStrategy(asEmpty(spec.placementStrategy()))
        .networkConfiguration(spec.networkConfiguration())
        .healthCheckGracePeriodSeconds(or(spec.healthCheckGracePeriodSeconds(), 0))
        .roleArn(spec.role())
        .enableECSManagedTags(or(spec.enableECSManagedTags(), false))
        .enableExecuteCommand(or(spec.enableExecuteCommand(), false))
        .propagateTags(or(spec.propagateTags(), PropagateTags.NONE));
  }

  private static void addFound(Service.Builder view, EcsService service) {
    EcsServiceStatus status = ServiceFacts.status(service);
    view.status(ServiceFacts.state(service).name())
        .runningCount(or(status.runningCount(), 0))
        .pendingCount(or(status.pendingCount(), 0))
        .platformFamily(
            or(
                status.platformFamily(),
                Platforms.family(ServiceFacts.launchType(service), Optional.empty())))
        .events(asEmpty(status.events()))
        .currentServiceDeployment(status.currentServiceDeployment())
        .currentServiceRevisions(asEmpty(status.currentServiceRevisions()));
  }
}
