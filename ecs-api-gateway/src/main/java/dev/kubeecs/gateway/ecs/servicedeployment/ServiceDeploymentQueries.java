package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.DescribeServiceDeploymentsRequest;
import dev.kubeecs.api.ecs.DescribeServiceDeploymentsResponse;
import dev.kubeecs.api.ecs.DescribeServiceRevisionsRequest;
import dev.kubeecs.api.ecs.DescribeServiceRevisionsResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ListServiceDeploymentsRequest;
import dev.kubeecs.api.ecs.ListServiceDeploymentsResponse;
import dev.kubeecs.api.ecs.ServiceDeployment;
import dev.kubeecs.api.ecs.ServiceRevision;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.Services;
import dev.kubeecs.gateway.ecs.servicedeployment.ServiceDeployments.Found;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevision;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * ListServiceDeployments, DescribeServiceDeployments and DescribeServiceRevisions, from caches
 * alone.
 */
@Singleton
public final class ServiceDeploymentQueries implements Handlers {

  private static final int MOST_DESCRIBED = 20;
  private static final int LISTED = 20;
  private static final int MOST_LISTED = 100;

  private final Clusters clusters;
  private final Services services;
  private final ServiceDeployments deployments;
  private final Revisions taskDefinitions;

  ServiceDeploymentQueries(
      Clusters clusters,
      Services services,
      ServiceDeployments deployments,
      Revisions taskDefinitions) {
    this.clusters = clusters;
    this.services = services;
    this.deployments = deployments;
    this.taskDefinitions = taskDefinitions;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(ListServiceDeploymentsRequest.class, this::list)
        .on(DescribeServiceDeploymentsRequest.class, this::describe)
        .on(DescribeServiceRevisionsRequest.class, this::describeRevisions);
  }

  private ListServiceDeploymentsResponse list(ListServiceDeploymentsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), LISTED, MOST_LISTED);
    String cluster = clusters.existing(call, request.cluster());
    EcsService service = services.require(call, cluster, request.service());
    ServiceDeploymentFilter filter =
        ServiceDeploymentFilter.of(request.status(), request.createdAt());
    Page<Found> page =
        paging
            .descending()
            .of(
                deployments.of(call, service).stream()
                    .filter(found -> filter.accepts(found.resource()))
                    .toList(),
                ServiceDeploymentQueries::key);
    return new ListServiceDeploymentsResponse(
        page.items().stream()
            .map(f -> ServiceDeploymentView.brief(f.resource(), f.service(), call.account()))
            .toList(),
        page.nextToken());
  }

  private DescribeServiceDeploymentsResponse describe(
      DescribeServiceDeploymentsRequest request, Call call) {
    List<ServiceDeployment> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String arn : arns("serviceDeploymentArns", request.serviceDeploymentArns())) {
      ServicePartArn parsed = ServicePartArn.parse(arn, ServicePartArn.DEPLOYMENT, call.account());
      deployments
          .find(call, parsed)
          .ifPresentOrElse(
              f -> found.add(ServiceDeploymentView.of(f.resource(), f.service(), call.account())),
              () -> failures.add(missing(arn)));
    }
    return new DescribeServiceDeploymentsResponse(found, failures);
  }

  private DescribeServiceRevisionsResponse describeRevisions(
      DescribeServiceRevisionsRequest request, Call call) {
    List<ServiceRevision> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String arn : arns("serviceRevisionArns", request.serviceRevisionArns())) {
      ServicePartArn parsed = ServicePartArn.parse(arn, ServicePartArn.REVISION, call.account());
      deployments
          .revision(call, parsed)
          .ifPresentOrElse(
              revision -> found.add(view(call, revision)), () -> failures.add(missing(arn)));
    }
    return new DescribeServiceRevisionsResponse(found, failures);
  }

  private ServiceRevision view(Call call, EcsServiceRevision revision) {
    return ServiceRevisionView.of(
        revision,
        TaskDefinitionReference.parse(revision.getSpec().taskDefinition())
            .flatMap(reference -> taskDefinitions.find(call, reference)),
        call.account());
  }

  private static Set<String> arns(String member, List<String> arns) {
    if (arns.isEmpty()) {
      throw invalidParameter("%s cannot be empty.", member);
    }
    if (arns.size() > MOST_DESCRIBED) {
      throw invalidParameter("%s can have at most %d items.", member, MOST_DESCRIBED);
    }
    return new LinkedHashSet<>(arns);
  }

  /** The newest first; the id tells two of the same instant apart. */
  private static String key(Found found) {
    return "%015d/%s"
        .formatted(
            ServiceDeploymentFacts.createdAt(found.resource()).toEpochMilli(),
            ServiceDeploymentFacts.id(found.resource()));
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
