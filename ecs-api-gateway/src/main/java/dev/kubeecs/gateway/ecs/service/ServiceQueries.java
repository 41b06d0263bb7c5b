package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DescribeServicesRequest;
import dev.kubeecs.api.ecs.DescribeServicesResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ListServicesRequest;
import dev.kubeecs.api.ecs.ListServicesResponse;
import dev.kubeecs.api.ecs.Service;
import dev.kubeecs.api.ecs.ServiceField;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.ServiceState;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** DescribeServices and ListServices, from caches alone. */
@Singleton
public final class ServiceQueries implements Handlers {

  private static final int MOST_DESCRIBED = 10;
  private static final int LISTED = 10;
  private static final int MOST_LISTED = 100;

  private final Clusters clusters;
  private final Services services;
  private final TaskSets taskSets;
  private final CodeDeployTaskSets codeDeployTaskSets;
  private final Clock clock;

  ServiceQueries(
      Clusters clusters,
      Services services,
      TaskSets taskSets,
      CodeDeployTaskSets codeDeployTaskSets,
      Clock clock) {
    this.clusters = clusters;
    this.services = services;
    this.taskSets = taskSets;
    this.codeDeployTaskSets = codeDeployTaskSets;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeServicesRequest.class, this::describe)
        .on(ListServicesRequest.class, this::list);
  }

  /** The record of a service. */
  public Service view(Call call, EcsService service, boolean withTags) {
    Service view =
        ServiceView.of(
            service, taskSets.views(call, service), call.account(), clock.instant(), withTags);
    return CodeDeploy.controls(service.getSpec())
        ? ServiceView.ofCodeDeploy(
            view, codeDeployTaskSets.of(service, view.deployments(), call.account()))
        : view;
  }

  private DescribeServicesResponse describe(DescribeServicesRequest request, Call call) {
    if (request.services().isEmpty()) {
      throw invalidParameter("Services cannot be empty.");
    }
    if (request.services().size() > MOST_DESCRIBED) {
      throw invalidParameter("services can have at most %d items.", MOST_DESCRIBED);
    }
    String cluster = clusters.existing(call, request.cluster());
    Set<String> names =
        request.services().stream()
            .map(reference -> Services.name(call, cluster, reference))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean withTags = asEmpty(request.include()).contains(ServiceField.TAGS);
    List<Service> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String name : names) {
      services
          .find(call, cluster, name)
          .ifPresentOrElse(
              service -> found.add(view(call, service, withTags)),
              () -> failures.add(missing(call.account().serviceArn(cluster, name))));
    }
    return new DescribeServicesResponse(found, failures);
  }

  private ListServicesResponse list(ListServicesRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), LISTED, MOST_LISTED);
    String cluster = clusters.existing(call, request.cluster());
    Page<String> page =
        paging.of(
            services.in(call, cluster).stream()
                .filter(service -> listed(service, request))
                .map(service -> call.account().serviceArn(cluster, ServiceFacts.name(service)))
                .toList(),
            arn -> arn);
    return new ListServicesResponse(page.items(), page.nextToken());
  }

  private static boolean listed(EcsService service, ListServicesRequest request) {
    return ServiceFacts.state(service) != ServiceState.INACTIVE
        && or(request.launchType(), ServiceFacts.launchType(service))
            == ServiceFacts.launchType(service)
        && or(request.schedulingStrategy(), ServiceFacts.schedulingStrategy(service))
            == ServiceFacts.schedulingStrategy(service)
        && or(request.resourceManagementType(), ServiceFacts.management(service))
            == ServiceFacts.management(service);
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
