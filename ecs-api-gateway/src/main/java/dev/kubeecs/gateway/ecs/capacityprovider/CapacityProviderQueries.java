package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.CapacityProvider;
import dev.kubeecs.api.ecs.CapacityProviderField;
import dev.kubeecs.api.ecs.DescribeCapacityProvidersRequest;
import dev.kubeecs.api.ecs.DescribeCapacityProvidersResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.capacity.CapacityProviders;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** DescribeCapacityProviders, from caches alone. */
@Singleton
public final class CapacityProviderQueries implements Handlers {

  private static final int MOST_NAMED = 100;
  private static final int PAGE = 10;

  private final KnownCapacityProviders providers;
  private final Clusters clusters;

  CapacityProviderQueries(KnownCapacityProviders providers, Clusters clusters) {
    this.providers = providers;
    this.clusters = clusters;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(DescribeCapacityProvidersRequest.class, this::describe);
  }

  private DescribeCapacityProvidersResponse describe(
      DescribeCapacityProvidersRequest request, Call call) {
    List<String> named = asEmpty(request.capacityProviders());
    if (named.size() > MOST_NAMED) {
      throw invalidParameter("capacityProviders can have at most %d items.", MOST_NAMED);
    }
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), PAGE, PAGE);
    boolean withTags = asEmpty(request.include()).contains(CapacityProviderField.TAGS);
    Predicate<CapacityProvider> asked = inCluster(request, call);
    if (named.isEmpty()) {
      Page<CapacityProvider> page =
          paging.of(all(call, withTags).filter(asked).toList(), CapacityProvider::name);
      return new DescribeCapacityProvidersResponse(page.items(), List.of(), page.nextToken());
    }
    List<CapacityProvider> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : new LinkedHashSet<>(named)) {
      String name = KnownCapacityProviders.name(call, reference);
      find(call, name, withTags)
          .filter(asked)
          .ifPresentOrElse(found::add, () -> failures.add(missing(call, name)));
    }
    return new DescribeCapacityProvidersResponse(found, failures, null);
  }

  /** Those that a cluster may use, where the request names one. */
  private Predicate<CapacityProvider> inCluster(
      DescribeCapacityProvidersRequest request, Call call) {
    if (request.cluster() == null) {
      return provider -> true;
    }
    List<String> associated =
        asEmpty(clusters.active(call, request.cluster()).getSpec().capacityProviders());
    String cluster = ClusterFacts.name(clusters.active(call, request.cluster()));
    return provider -> associated.contains(provider.name()) || cluster.equals(provider.cluster());
  }

  private Stream<CapacityProvider> all(Call call, boolean withTags) {
    return Stream.concat(
        CapacityProviders.PREDEFINED.stream()
            .map(name -> CapacityProviderView.predefined(name, call.account())),
        providers.all(call).stream()
            .map(provider -> CapacityProviderView.of(provider, call.account(), withTags)));
  }

  private Optional<CapacityProvider> find(Call call, String name, boolean withTags) {
    return CapacityProviders.PREDEFINED.contains(name)
        ? Optional.of(CapacityProviderView.predefined(name, call.account()))
        : providers
            .find(call, name)
            .map(provider -> CapacityProviderView.of(provider, call.account(), withTags));
  }

  private static Failure missing(Call call, String name) {
    return Failure.builder()
        .arn(call.account().capacityProviderArn(name))
        .reason("MISSING")
        .build();
  }
}
