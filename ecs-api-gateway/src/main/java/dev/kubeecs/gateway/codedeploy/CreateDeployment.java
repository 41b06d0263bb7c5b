package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidRevision;
import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidService;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.AppSpecContent;
import dev.kubeecs.api.codedeploy.AutoRollbackConfiguration;
import dev.kubeecs.api.codedeploy.AutoRollbackEvent;
import dev.kubeecs.api.codedeploy.CreateDeploymentInput;
import dev.kubeecs.api.codedeploy.CreateDeploymentOutput;
import dev.kubeecs.api.codedeploy.RawString;
import dev.kubeecs.api.codedeploy.RevisionLocation;
import dev.kubeecs.gateway.ecs.service.ServiceCommands;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.elbv2.Balancing;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.codedeploy.CodeDeployApplication;
import dev.kubeecs.resources.codedeploy.CodeDeployDeployment;
import dev.kubeecs.resources.codedeploy.CodeDeployDeploymentBuilder;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** CreateDeployment: one write to the service, which the operator carries out. */
@Singleton
final class CreateDeployment implements Handlers {

  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int ID_LENGTH = 9;
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final Applications applications;
  private final DeployedServices services;
  private final Deployments deployments;
  private final ServiceCommands commands;
  private final Revisions revisions;
  private final Balancing balancing;
  private final Clock clock;

  CreateDeployment(
      Applications applications,
      DeployedServices services,
      Deployments deployments,
      ServiceCommands commands,
      Revisions revisions,
      Balancing balancing,
      Clock clock) {
    this.applications = applications;
    this.services = services;
    this.deployments = deployments;
    this.commands = commands;
    this.revisions = revisions;
    this.balancing = balancing;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(CreateDeploymentInput.class, this::create);
  }

  private CreateDeploymentOutput create(CreateDeploymentInput request, Call call) {
    CodeDeployApplication application = applications.require(call, request.applicationName());
    if (request.deploymentGroupName() == null) {
      throw new AwsException(
          "DeploymentGroupNameRequiredException", "deploymentGroupName must be specified.");
    }
    DeploymentGroupSpec group =
        Applications.requireGroup(application, request.deploymentGroupName());
    CodeDeployDeployment asked = asked(request, group);
    AppSpec appSpec = AppSpecReader.read(asked.appSpec());
    EcsService service = services.require(call, group.ecsService());
    if (!Routes.isIn(group.targetGroupPairInfo(), service)) {
      throw invalidService(
          "The ECS service %s is in none of the target groups of the deployment group.",
          group.ecsService().serviceName());
    }
    DeploymentPlan plan =
        new DeploymentPlan(
            group,
            DeploymentConfigs.require(asked.deploymentConfigName()),
            appSpec,
            Routes.of(call, group.targetGroupPairInfo(), balancing),
            targetGroups(call, group),
            asked);
    begin(call, service, plan);
    return new CreateDeploymentOutput(asked.deploymentId());
  }

  /** What ECS would not take of an AppSpec makes the revision invalid. */
  private void begin(Call call, EcsService service, DeploymentPlan plan) {
    try {
      String taskDefinition =
          RevisionFacts.pinned(revisions.require(call, plan.appSpec().taskDefinition()));
      commands.deploy(
          call,
          service,
          spec -> {
            requireIdle(call, spec);
            return plan.applied(spec, taskDefinition);
          });
    } catch (AwsException e) {
      throw e.code().equals(DeploymentLimit.CODE) ? e : invalidRevision("%s", e.getMessage());
    }
  }

  private void requireIdle(Call call, EcsServiceSpec spec) {
    Optional.ofNullable(spec.codeDeploy())
        .flatMap(last -> deployments.find(call, last.deploymentId()))
        .filter(Deployment::isUnderWay)
        .ifPresent(
            active -> {
              throw DeploymentLimit.reached(active);
            });
  }

  private Map<String, String> targetGroups(Call call, DeploymentGroupSpec group) {
    Map<String, String> arns = new HashMap<>();
    for (String name : Routes.names(group.targetGroupPairInfo())) {
      arns.put(
          name,
          balancing
              .targetGroup(call, name)
              .map(found -> LoadBalancers.arn(call.account(), found))
              .orElseThrow(
                  () -> CodeDeployErrors.invalidPair("There is no target group %s.", name)));
    }
    return arns;
  }

  private CodeDeployDeployment asked(CreateDeploymentInput request, DeploymentGroupSpec group) {
    AutoRollbackConfiguration rollback =
        or(
            GroupRules.check(request.autoRollbackConfiguration()),
            or(
                group.autoRollbackConfiguration(),
                AutoRollbackConfiguration.builder().enabled(false).build()));
    CodeDeployDeploymentBuilder asked =
        CodeDeployDeploymentBuilder.builder()
            .deploymentId(newId())
            .applicationName(request.applicationName())
            .deploymentGroupName(request.deploymentGroupName())
            .deploymentConfigName(
                or(
                    request.deploymentConfigName(),
                    or(group.deploymentConfigName(), DeploymentConfigs.DEFAULT)))
            .description(request.description())
            .rollbackOnFailure(undoes(rollback, AutoRollbackEvent.DEPLOYMENT_FAILURE))
            .rollbackOnStop(undoes(rollback, AutoRollbackEvent.DEPLOYMENT_STOP_ON_REQUEST))
            .createTime(clock.instant());
    addRevision(asked, request.revision());
    return asked.build();
  }

  private static void addRevision(CodeDeployDeploymentBuilder asked, RevisionLocation revision) {
    if (revision == null) {
      throw new AwsException("RevisionRequiredException", "revision must be specified.");
    }
    AppSpecContent appSpec = revision.appSpecContent();
    RawString text = revision.string();
    switch (revision.revisionType()) {
      case APPSPECCONTENT -> {
        requireContent("appSpecContent", appSpec == null ? null : appSpec.content());
        asked.appSpec(appSpec.content()).sha256(appSpec.sha256());
      }
      case STRING -> {
        requireContent("string", text == null ? null : text.content());
        asked.appSpec(text.content()).sha256(text.sha256());
      }
      case S3, GITHUB -> throw onlyHere(revision);
      case null -> throw onlyHere(revision);
    }
    asked.revisionType(revision.revisionType());
  }

  private static void requireContent(String member, String content) {
    if (content == null || content.isBlank()) {
      throw invalidRevision("revision.%s.content must be specified.", member);
    }
  }

  private static AwsException onlyHere(RevisionLocation revision) {
    return invalidRevision(
        "revision.revisionType: %s cannot be fetched from here: it must be AppSpecContent or"
            + " String, with the AppSpec as content.",
        revision.revisionType());
  }

  private static boolean undoes(AutoRollbackConfiguration rollback, AutoRollbackEvent event) {
    return or(rollback.enabled(), false) && asEmpty(rollback.events()).contains(event);
  }

  private static String newId() {
    return "d-"
        + RANDOM
            .ints(ID_LENGTH, 0, CHARACTERS.length())
            .mapToObj(index -> String.valueOf(CHARACTERS.charAt(index)))
            .collect(Collectors.joining());
  }
}
