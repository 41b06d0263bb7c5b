package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.codedeploy.BatchGetDeploymentsInput;
import dev.kubeecs.api.codedeploy.BatchGetDeploymentsOutput;
import dev.kubeecs.api.codedeploy.DeploymentInfo;
import dev.kubeecs.api.codedeploy.GetDeploymentInput;
import dev.kubeecs.api.codedeploy.GetDeploymentOutput;
import dev.kubeecs.api.codedeploy.ListDeploymentsInput;
import dev.kubeecs.api.codedeploy.ListDeploymentsOutput;
import dev.kubeecs.api.codedeploy.TimeRange;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** GetDeployment, BatchGetDeployments and ListDeployments. */
@Singleton
final class DeploymentQueries implements Handlers {

  private final Applications applications;
  private final Deployments deployments;

  DeploymentQueries(Applications applications, Deployments deployments) {
    this.applications = applications;
    this.deployments = deployments;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(
            GetDeploymentInput.class,
            (request, call) ->
                new GetDeploymentOutput(
                    info(call, deployments.require(call, request.deploymentId()))))
        .on(
            BatchGetDeploymentsInput.class,
            (request, call) ->
                new BatchGetDeploymentsOutput(
                    request.deploymentIds().stream()
                        .map(id -> info(call, deployments.require(call, id)))
                        .toList()))
        .on(ListDeploymentsInput.class, this::list);
  }

  private DeploymentInfo info(Call call, Deployment deployment) {
    return DeploymentView.of(
        deployment,
        applications
            .find(call, deployment.asked().applicationName())
            .flatMap(
                application ->
                    CodeDeploy.group(application, deployment.asked().deploymentGroupName())));
  }

  /** The newest first. */
  private ListDeploymentsOutput list(ListDeploymentsInput request, Call call) {
    requireKnown(request, call);
    List<Deployment> found =
        deployments.all(call).stream().filter(each -> isListed(each, request)).toList();
    Page<Deployment> page =
        Paging.of(call, request.nextToken())
            .descending()
            .of(
                found,
                each ->
                    "%015d".formatted(Deployments.createTime(each).toEpochMilli())
                        + each.asked().deploymentId());
    return new ListDeploymentsOutput(
        page.items().stream().map(each -> each.asked().deploymentId()).toList(), page.nextToken());
  }

  private void requireKnown(ListDeploymentsInput request, Call call) {
    if (request.applicationName() != null) {
      var application = applications.require(call, request.applicationName());
      if (request.deploymentGroupName() != null) {
        Applications.requireGroup(application, request.deploymentGroupName());
      }
    } else if (request.deploymentGroupName() != null) {
      throw new AwsException(
          "ApplicationNameRequiredException",
          "applicationName must be specified with deploymentGroupName.");
    }
  }

  private static boolean isListed(Deployment deployment, ListDeploymentsInput request) {
    return is(request.applicationName(), deployment.asked().applicationName())
        && is(request.deploymentGroupName(), deployment.asked().deploymentGroupName())
        && (asEmpty(request.includeOnlyStatuses()).isEmpty()
            || request.includeOnlyStatuses().contains(deployment.status()))
        && isWithin(Deployments.createTime(deployment), request.createTimeRange());
  }

  private static boolean is(String asked, String present) {
    return asked == null || asked.equals(present);
  }

  private static boolean isWithin(Instant time, TimeRange range) {
    return range == null
        || ((range.start() == null || !time.isBefore(range.start()))
            && (range.end() == null || !time.isAfter(range.end())));
  }
}
