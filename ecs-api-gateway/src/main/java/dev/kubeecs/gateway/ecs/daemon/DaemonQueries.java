package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CreatedAt;
import dev.kubeecs.api.ecs.DaemonDeployment;
import dev.kubeecs.api.ecs.DaemonDeploymentSummary;
import dev.kubeecs.api.ecs.DaemonRevision;
import dev.kubeecs.api.ecs.DescribeDaemonDeploymentsRequest;
import dev.kubeecs.api.ecs.DescribeDaemonDeploymentsResponse;
import dev.kubeecs.api.ecs.DescribeDaemonRequest;
import dev.kubeecs.api.ecs.DescribeDaemonResponse;
import dev.kubeecs.api.ecs.DescribeDaemonRevisionsRequest;
import dev.kubeecs.api.ecs.DescribeDaemonRevisionsResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.ListDaemonDeploymentsRequest;
import dev.kubeecs.api.ecs.ListDaemonDeploymentsResponse;
import dev.kubeecs.api.ecs.ListDaemonsRequest;
import dev.kubeecs.api.ecs.ListDaemonsResponse;
import dev.kubeecs.gateway.ecs.capacityprovider.KnownCapacityProviders;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.daemon.KnownDaemons.Found;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Describes and lists daemons, their deployments and revisions, from caches alone. */
@Singleton
public final class DaemonQueries implements Handlers {

  private static final int MOST_LISTED = 100;
  private static final int MOST_DESCRIBED = 20;

  private final KnownDaemons daemons;
  private final KnownDaemonTaskDefinitions definitions;
  private final Clusters clusters;

  DaemonQueries(KnownDaemons daemons, KnownDaemonTaskDefinitions definitions, Clusters clusters) {
    this.daemons = daemons;
    this.definitions = definitions;
    this.clusters = clusters;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeDaemonRequest.class, this::describe)
        .on(ListDaemonsRequest.class, this::list)
        .on(DescribeDaemonDeploymentsRequest.class, this::describeDeployments)
        .on(ListDaemonDeploymentsRequest.class, this::listDeployments)
        .on(DescribeDaemonRevisionsRequest.class, this::describeRevisions);
  }

  private DescribeDaemonResponse describe(DescribeDaemonRequest request, Call call) {
    EcsDaemon daemon = daemons.require(call, request.daemonArn());
    return new DescribeDaemonResponse(
        new DaemonViews(call.account()).detail(daemon, daemons.revisions(call, daemon)));
  }

  private ListDaemonsResponse list(ListDaemonsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    String cluster =
        request.clusterArn() == null ? null : clusters.existing(call, request.clusterArn());
    List<String> providers =
        asEmpty(request.capacityProviderArns()).stream()
            .map(reference -> KnownCapacityProviders.name(call, reference))
            .toList();
    DaemonViews views = new DaemonViews(call.account());
    Page<EcsDaemon> page =
        paging.of(
            daemons.all(call).stream()
                .filter(daemon -> cluster == null || cluster.equals(Daemons.cluster(daemon)))
                .filter(
                    daemon ->
                        providers.isEmpty()
                            || daemon.getSpec().capacityProviders().stream()
                                .anyMatch(providers::contains))
                .toList(),
            views::arn);
    return new ListDaemonsResponse(
        page.items().stream()
            .map(daemon -> views.summary(daemon, daemons.revisions(call, daemon)))
            .toList(),
        page.nextToken());
  }

  private DescribeDaemonDeploymentsResponse describeDeployments(
      DescribeDaemonDeploymentsRequest request, Call call) {
    requireSome("daemonDeploymentArns", request.daemonDeploymentArns());
    DaemonViews views = new DaemonViews(call.account());
    List<DaemonDeployment> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String arn : new LinkedHashSet<>(request.daemonDeploymentArns())) {
      daemons
          .revision(call, arn, "daemon-deployment")
          .ifPresentOrElse(
              r -> found.add(views.deployment(r.revision(), daemons.revisions(call, r.daemon()))),
              () -> failures.add(missing(arn)));
    }
    return new DescribeDaemonDeploymentsResponse(failures, found);
  }

  private ListDaemonDeploymentsResponse listDeployments(
      ListDaemonDeploymentsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    DaemonViews views = new DaemonViews(call.account());
    EcsDaemon daemon = daemons.require(call, request.daemonArn());
    // A number for each deployment of a daemon: creation times tell whole seconds only.
    Page<EcsDaemonRevision> page =
        paging
            .descending()
            .of(
                daemons.revisions(call, daemon).stream()
                    .filter(revision -> isAsked(request, views.deploymentSummary(daemon, revision)))
                    .toList(),
                revision -> "%010d".formatted(revision.getSpec().number()));
    return new ListDaemonDeploymentsResponse(
        page.nextToken(),
        page.items().stream().map(revision -> views.deploymentSummary(daemon, revision)).toList());
  }

  private static boolean isAsked(
      ListDaemonDeploymentsRequest request, DaemonDeploymentSummary deployment) {
    return (asEmpty(request.status()).isEmpty() || request.status().contains(deployment.status()))
        && isWithin(request.createdAt(), deployment.createdAt());
  }

  private DescribeDaemonRevisionsResponse describeRevisions(
      DescribeDaemonRevisionsRequest request, Call call) {
    requireSome("daemonRevisionArns", request.daemonRevisionArns());
    List<DaemonRevision> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String arn : new LinkedHashSet<>(request.daemonRevisionArns())) {
      daemons
          .revision(call, arn, "daemon-revision")
          .ifPresentOrElse(
              revision -> found.add(view(call, revision)), () -> failures.add(missing(arn)));
    }
    return new DescribeDaemonRevisionsResponse(found, failures);
  }

  private DaemonRevision view(Call call, Found found) {
    String definition = found.revision().getSpec().daemonTaskDefinition();
    return new DaemonViews(call.account())
        .revision(
            found.daemon(),
            found.revision(),
            definitions.find(call, KnownDaemonTaskDefinitions.parse(call, definition)));
  }

  private static boolean isWithin(CreatedAt asked, Instant createdAt) {
    return asked == null
        || ((asked.before() == null || createdAt.isBefore(asked.before()))
            && (asked.after() == null || createdAt.isAfter(asked.after())));
  }

  private static void requireSome(String member, List<String> arns) {
    if (arns.isEmpty() || arns.size() > MOST_DESCRIBED) {
      throw invalidParameter("%s must have between 1 and %d items.", member, MOST_DESCRIBED);
    }
  }

  private static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }
}
