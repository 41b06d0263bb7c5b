package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidPair;
import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidService;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.BatchGetDeploymentGroupsInput;
import dev.kubeecs.api.codedeploy.BatchGetDeploymentGroupsOutput;
import dev.kubeecs.api.codedeploy.CreateDeploymentGroupInput;
import dev.kubeecs.api.codedeploy.CreateDeploymentGroupOutput;
import dev.kubeecs.api.codedeploy.DeleteDeploymentGroupInput;
import dev.kubeecs.api.codedeploy.DeleteDeploymentGroupOutput;
import dev.kubeecs.api.codedeploy.DeploymentGroupInfo;
import dev.kubeecs.api.codedeploy.GetDeploymentGroupInput;
import dev.kubeecs.api.codedeploy.GetDeploymentGroupOutput;
import dev.kubeecs.api.codedeploy.ListDeploymentGroupsInput;
import dev.kubeecs.api.codedeploy.ListDeploymentGroupsOutput;
import dev.kubeecs.api.codedeploy.TargetGroupInfo;
import dev.kubeecs.api.codedeploy.TargetGroupPairInfo;
import dev.kubeecs.api.codedeploy.UpdateDeploymentGroupInput;
import dev.kubeecs.api.codedeploy.UpdateDeploymentGroupOutput;
import dev.kubeecs.gateway.elbv2.Balancing;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.codedeploy.CodeDeployApplication;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpecBuilder;
import dev.kubeecs.resources.service.EcsService;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** CreateDeploymentGroup, DeleteDeploymentGroup and how deployment groups are read. */
@Singleton
final class DeploymentGroupOperations implements Handlers {

  private final Applications applications;
  private final DeployedServices services;
  private final Deployments deployments;
  private final Balancing balancing;

  DeploymentGroupOperations(
      Applications applications,
      DeployedServices services,
      Deployments deployments,
      Balancing balancing) {
    this.applications = applications;
    this.services = services;
    this.deployments = deployments;
    this.balancing = balancing;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateDeploymentGroupInput.class, this::create)
        .on(UpdateDeploymentGroupInput.class, this::update)
        .on(DeleteDeploymentGroupInput.class, this::delete)
        .on(
            GetDeploymentGroupInput.class,
            (request, call) ->
                new GetDeploymentGroupOutput(
                    info(
                        call,
                        applications.require(call, request.applicationName()),
                        request.deploymentGroupName())))
        .on(BatchGetDeploymentGroupsInput.class, this::batch)
        .on(ListDeploymentGroupsInput.class, this::list);
  }

  private CreateDeploymentGroupOutput create(CreateDeploymentGroupInput request, Call call) {
    CodeDeployApplication application = applications.require(call, request.applicationName());
    String name = request.deploymentGroupName();
    GroupRules.check(request.deploymentStyle());
    DeploymentGroupSpec group =
        DeploymentGroupSpecBuilder.builder()
            .deploymentGroupName(name)
            .deploymentConfigName(or(request.deploymentConfigName(), DeploymentConfigs.DEFAULT))
            .serviceRoleArn(request.serviceRoleArn())
            .ecsService(GroupRules.service(request.ecsServices()))
            .targetGroupPairInfo(GroupRules.pair(request.loadBalancerInfo()))
            .terminateBlueInstancesOnDeploymentSuccess(
                GroupRules.termination(request.blueGreenDeploymentConfiguration()))
            .deploymentReadyOption(GroupRules.ready(request.blueGreenDeploymentConfiguration()))
            .autoRollbackConfiguration(GroupRules.check(request.autoRollbackConfiguration()))
            .build();
    check(call, application, group);
    applications.change(
        application,
        groups -> {
          if (groups.stream().anyMatch(other -> other.deploymentGroupName().equals(name))) {
            throw new AwsException(
                "DeploymentGroupAlreadyExistsException",
                "Deployment group already exists: " + name);
          }
          List<DeploymentGroupSpec> added = new ArrayList<>(groups);
          added.add(group);
          return added;
        });
    return new CreateDeploymentGroupOutput(Applications.groupId(application, name));
  }

  /** Members that the request leaves out stay as they are; a deployment under way goes on. */
  private UpdateDeploymentGroupOutput update(UpdateDeploymentGroupInput request, Call call) {
    CodeDeployApplication application = applications.require(call, request.applicationName());
    String name = request.currentDeploymentGroupName();
    GroupRules.check(request.deploymentStyle());
    check(call, application, GroupUpdate.of(request, Applications.requireGroup(application, name)));
    applications.change(
        application,
        groups ->
            groups.stream()
                .map(
                    group ->
                        group.deploymentGroupName().equals(name)
                            ? GroupUpdate.of(request, group)
                            : group)
                .toList());
    return new UpdateDeploymentGroupOutput(List.of());
  }

  /** Refuses a group whose service, target groups or listeners are not there. */
  private void check(Call call, CodeDeployApplication application, DeploymentGroupSpec group) {
    DeploymentConfigs.require(group.deploymentConfigName());
    EcsService service = services.require(call, group.ecsService());
    boolean taken =
        applications.all(call).stream()
            .flatMap(
                other ->
                    CodeDeploy.groups(other).stream()
                        .filter(each -> !isSame(other, each, application, group)))
            .flatMap(other -> services.find(call, other.ecsService()).stream())
            .anyMatch(other -> other.getMetadata().equals(service.getMetadata()));
    if (taken) {
      throw new AwsException(
          "ECSServiceMappingLimitExceededException",
          "The ECS service %s is in a deployment group already."
              .formatted(group.ecsService().serviceName()));
    }
    TargetGroupPairInfo pair = group.targetGroupPairInfo();
    for (TargetGroupInfo targetGroup : pair.targetGroups()) {
      if (balancing.targetGroup(call, targetGroup.name()).isEmpty()) {
        throw invalidPair("There is no target group %s.", targetGroup.name());
      }
    }
    Routes.of(call, pair, balancing);
    if (!Routes.isIn(pair, service)) {
      throw invalidService(
          "The ECS service %s is in none of the target groups of targetGroupPairInfoList.",
          group.ecsService().serviceName());
    }
  }

  private static boolean isSame(
      CodeDeployApplication oneOf,
      DeploymentGroupSpec one,
      CodeDeployApplication otherOf,
      DeploymentGroupSpec other) {
    return CodeDeploy.name(oneOf).equals(CodeDeploy.name(otherOf))
        && one.deploymentGroupName().equals(other.deploymentGroupName());
  }

  /** A deployment that is under way goes on. */
  private DeleteDeploymentGroupOutput delete(DeleteDeploymentGroupInput request, Call call) {
    applications
        .find(call, request.applicationName())
        .ifPresent(
            application ->
                applications.change(
                    application,
                    groups ->
                        groups.stream()
                            .filter(
                                group ->
                                    !group
                                        .deploymentGroupName()
                                        .equals(request.deploymentGroupName()))
                            .toList()));
    return new DeleteDeploymentGroupOutput(List.of());
  }

  private BatchGetDeploymentGroupsOutput batch(BatchGetDeploymentGroupsInput request, Call call) {
    CodeDeployApplication application = applications.require(call, request.applicationName());
    return new BatchGetDeploymentGroupsOutput(
        request.deploymentGroupNames().stream().map(name -> info(call, application, name)).toList(),
        null);
  }

  private ListDeploymentGroupsOutput list(ListDeploymentGroupsInput request, Call call) {
    CodeDeployApplication application = applications.require(call, request.applicationName());
    Page<String> page =
        Paging.of(call, request.nextToken())
            .of(
                CodeDeploy.groups(application).stream()
                    .map(DeploymentGroupSpec::deploymentGroupName)
                    .toList(),
                name -> name);
    return new ListDeploymentGroupsOutput(
        request.applicationName(), page.items(), page.nextToken());
  }

  private DeploymentGroupInfo info(Call call, CodeDeployApplication application, String name) {
    return GroupView.of(
        application,
        Applications.requireGroup(application, name),
        deployments.of(call, CodeDeploy.name(application), name));
  }
}
