package dev.kubeecs.gateway.ecs.express;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.CreateExpressGatewayServiceRequest;
import dev.kubeecs.api.ecs.CreateExpressGatewayServiceResponse;
import dev.kubeecs.api.ecs.DeleteExpressGatewayServiceRequest;
import dev.kubeecs.api.ecs.DeleteExpressGatewayServiceResponse;
import dev.kubeecs.api.ecs.DescribeExpressGatewayServiceRequest;
import dev.kubeecs.api.ecs.DescribeExpressGatewayServiceResponse;
import dev.kubeecs.api.ecs.ExpressGatewayScalingTarget;
import dev.kubeecs.api.ecs.ExpressGatewayServiceInclude;
import dev.kubeecs.api.ecs.UpdateExpressGatewayServiceRequest;
import dev.kubeecs.api.ecs.UpdateExpressGatewayServiceResponse;
import dev.kubeecs.gateway.ecs.Honoured;
import dev.kubeecs.gateway.ecs.Names;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.CreateService;
import dev.kubeecs.gateway.ecs.service.ServiceCommands;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.ecs.taskdefinition.RevisionFacts;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionCommands;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.ServiceState;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The operations on Express gateway services, each put together from those on what they are made
 * of.
 */
@Singleton
public final class ExpressOperations implements Handlers {

  private final Clusters clusters;
  private final Services services;
  private final Revisions revisions;
  private final TaskDefinitionCommands taskDefinitions;
  private final CreateService createService;
  private final ServiceCommands commands;
  private final ExpressParts parts;
  private final ExpressQueries queries;

  ExpressOperations(
      Clusters clusters,
      Services services,
      Revisions revisions,
      TaskDefinitionCommands taskDefinitions,
      CreateService createService,
      ServiceCommands commands,
      ExpressParts parts,
      ExpressQueries queries) {
    this.clusters = clusters;
    this.services = services;
    this.revisions = revisions;
    this.taskDefinitions = taskDefinitions;
    this.createService = createService;
    this.commands = commands;
    this.parts = parts;
    this.queries = queries;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateExpressGatewayServiceRequest.class, this::create)
        .on(UpdateExpressGatewayServiceRequest.class, this::update)
        .on(DeleteExpressGatewayServiceRequest.class, this::delete)
        .on(DescribeExpressGatewayServiceRequest.class, this::describe);
  }

  private CreateExpressGatewayServiceResponse create(
      CreateExpressGatewayServiceRequest request, Call call) {
    String cluster = ClusterFacts.name(clusters.active(call, request.cluster()));
    String name = or(request.serviceName(), "express-" + Identifiers.taskId().substring(0, 8));
    Names.require("serviceName", name);
    TagRules.check(request.tags());
    ExpressChange asked = ExpressChange.of(request);
    check(asked, call);
    if (asked.taskDefinitionArn() == null
        && (asked.primaryContainer() == null || asked.executionRoleArn() == null)) {
      throw invalidParameter(
          "primaryContainer and executionRoleArn must be specified unless taskDefinitionArn is.");
    }
    createService.requireFree(call, cluster, name);
    ExpressGatewayScalingTarget scaling = ExpressScaling.merged(null, asked.scalingTarget());
    TaskDefinitionRevisionSpec definition =
        asked.taskDefinitionArn() != null
            ? own(call, asked.taskDefinitionArn())
            : taskDefinitions
                .register(
                    ExpressTaskDefinition.first(asked, cluster, name, call.account().region()),
                    call)
                .getSpec();
    EcsService created =
        createService.create(
            call,
            ExpressServices.first(
                    asked,
                    cluster,
                    name,
                    request.infrastructureRoleArn(),
                    definition,
                    scaling.minTaskCount())
                .withTags(request.tags()),
            definition.taskDefinition());
    parts.shareGateway(call, created);
    parts.scale(created, scaling);
    return new CreateExpressGatewayServiceResponse(queries.view(call, created, true));
  }

  private UpdateExpressGatewayServiceResponse update(
      UpdateExpressGatewayServiceRequest request, Call call) {
    EcsService service = require(call, request.serviceArn(), ExpressErrors::notFound);
    ExpressChange asked = ExpressChange.of(request);
    check(asked, call);
    if (ServiceFacts.state(service) != ServiceState.ACTIVE) {
      throw ExpressErrors.notActive();
    }
    Optional<TaskDefinitionRevisionSpec> definition = definition(call, service, asked);
    ExpressGatewayScalingTarget scaling =
        ExpressScaling.merged(parts.scaling(service).orElse(null), asked.scalingTarget());
    EcsService updated =
        commands.change(
            service,
            spec ->
                scaled(
                    ExpressServices.changed(spec, asked, definition),
                    asked.scalingTarget() == null ? null : scaling));
    // Also makes up for a CreateExpressGatewayService that ended half-way.
    parts.shareGateway(call, updated);
    if (asked.scalingTarget() != null) {
      parts.scale(updated, scaling);
    }
    return new UpdateExpressGatewayServiceResponse(
        ExpressView.updated(
            updated,
            queries
                .wanted(call, updated)
                .orElseThrow(() -> client("The task definition of the service was deleted.")),
            call.account()));
  }

  private DeleteExpressGatewayServiceResponse delete(
      DeleteExpressGatewayServiceRequest request, Call call) {
    EcsService service = require(call, request.serviceArn(), ExpressErrors::notFound);
    if (ServiceFacts.state(service) != ServiceState.ACTIVE) {
      throw ExpressErrors.notActive();
    }
    return new DeleteExpressGatewayServiceResponse(queries.view(call, commands.end(service), true));
  }

  private DescribeExpressGatewayServiceResponse describe(
      DescribeExpressGatewayServiceRequest request, Call call) {
    String arn = request.serviceArn();
    EcsService service = require(call, arn, () -> ExpressErrors.nothingToDescribe(arn));
    return new DescribeExpressGatewayServiceResponse(
        queries.view(
            call, service, asEmpty(request.include()).contains(ExpressGatewayServiceInclude.TAGS)));
  }

  private static void check(ExpressChange asked, Call call) {
    asked.check();
    Honoured.require(call, ExpressScaling.unsupported(asked.scalingTarget()));
  }

  /** As many tasks as the new range lets, nearest to those that there are. */
  private static EcsServiceSpec scaled(EcsServiceSpec spec, ExpressGatewayScalingTarget range) {
    return range == null
        ? spec
        : spec.withDesiredCount(
            Math.clamp(or(spec.desiredCount(), 1), range.minTaskCount(), range.maxTaskCount()));
  }

  /** Another revision of the definition that ECS manages, or the one that the request names. */
  private Optional<TaskDefinitionRevisionSpec> definition(
      Call call, EcsService service, ExpressChange asked) {
    if (asked.taskDefinitionArn() != null) {
      return Optional.of(own(call, asked.taskDefinitionArn()));
    }
    if (!asked.defines()) {
      return Optional.empty();
    }
    TaskDefinitionSpec present =
        revisions.require(call, service.getSpec().taskDefinition()).getSpec().taskDefinition();
    TaskDefinitionSpec changed =
        ExpressTaskDefinition.changed(present, asked, call.account().region());
    return changed.equals(present)
        ? Optional.empty()
        : Optional.of(taskDefinitions.register(changed, call).getSpec());
  }

  private TaskDefinitionRevisionSpec own(Call call, String arn) {
    var revision = revisions.require(call, arn);
    if (!RevisionFacts.isActive(revision)) {
      throw client("TaskDefinition is inactive");
    }
    ExpressTaskDefinition.portName(revision.getSpec().taskDefinition());
    return revision.getSpec();
  }

  private EcsService require(Call call, String text, Supplier<AwsException> absent) {
    Arn arn =
        Arn.parse(text)
            .filter(parsed -> parsed.type().equals("service") && parsed.path().size() == 2)
            .orElseThrow(() -> invalidParameter("serviceArn: %s is no ARN of a service.", text));
    if (!arn.account().equals(call.account())) {
      throw invalidParameter("serviceArn: %s is of another account or region.", text);
    }
    EcsService service =
        services
            .find(call, arn.path().getFirst(), arn.name())
            .filter(found -> ServiceFacts.state(found) != ServiceState.INACTIVE)
            .orElseThrow(absent);
    if (service.getSpec().express() == null) {
      throw ExpressErrors.ofAnotherKind(text);
    }
    return service;
  }
}
