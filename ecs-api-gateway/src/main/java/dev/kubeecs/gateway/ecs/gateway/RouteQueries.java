package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DescribeGatewayRouteRequest;
import dev.kubeecs.api.ecs.DescribeGatewayRouteResponse;
import dev.kubeecs.api.ecs.GatewayRouteSummary;
import dev.kubeecs.api.ecs.ListGatewayRoutesRequest;
import dev.kubeecs.api.ecs.ListGatewayRoutesResponse;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** DescribeGatewayRoute and ListGatewayRoutes, from caches alone. */
@Singleton
public final class RouteQueries implements Handlers {

  private static final int PAGE = 100;

  private final KnownGateways gateways;
  private final GatewayRoutes routes;
  private final Clusters clusters;
  private final String clusterDomain;

  RouteQueries(
      KnownGateways gateways,
      GatewayRoutes routes,
      Clusters clusters,
      GatewayConfiguration configuration) {
    this.gateways = gateways;
    this.routes = routes;
    this.clusters = clusters;
    this.clusterDomain = configuration.clusterDomain();
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeGatewayRouteRequest.class, this::describe)
        .on(ListGatewayRoutesRequest.class, this::list);
  }

  private DescribeGatewayRouteResponse describe(DescribeGatewayRouteRequest request, Call call) {
    String text = request.gatewayRouteArn();
    if (!Arn.looksLikeOne(text)) {
      throw invalidParameter("gatewayRouteArn: %s is no ARN.", text);
    }
    Identifier identifier = Identifier.parse(text, "gateway-route", call.account());
    if (identifier.cluster() == null) {
      throw invalidParameter("gatewayRouteArn: %s is no ARN of a gateway route.", text);
    }
    return gateways.find(call, identifier.cluster()).stream()
        .flatMap(gateway -> routes.of(call, gateway).stream())
        .filter(route -> route.name().equals(identifier.name()))
        .findFirst()
        .map(route -> new DescribeGatewayRouteResponse(route.view(call.account(), clusterDomain)))
        .orElseThrow(() -> GatewayErrors.noRoute(text));
  }

  private ListGatewayRoutesResponse list(ListGatewayRoutesRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), PAGE, PAGE);
    Collection<EcsGateway> asked =
        request.gateway() == null
            ? gateways.all(call)
            : List.of(gateways.require(call, request.gateway()));
    Optional<String> cluster = Filters.cluster(call, clusters, request.cluster());
    Optional<Identifier> service =
        Optional.ofNullable(request.service())
            .map(text -> Identifier.parse(text, "service", call.account()));
    List<GatewayRouteSummary> found =
        asked.stream()
            .flatMap(gateway -> routes.of(call, gateway).stream())
            .filter(
                route -> cluster.map(ServiceFacts.cluster(route.service())::equals).orElse(true))
            .filter(route -> service.map(wanted -> means(wanted, route)).orElse(true))
            .map(route -> route.summary(call.account()))
            .filter(
                route ->
                    request.serviceContainerPortName() == null
                        || request
                            .serviceContainerPortName()
                            .equals(route.serviceContainerPortName()))
            .filter(
                route ->
                    asEmpty(request.status()).isEmpty()
                        || request.status().contains(route.status()))
            .toList();
    Page<GatewayRouteSummary> page = paging.of(found, GatewayRouteSummary::gatewayRouteArn);
    return new ListGatewayRoutesResponse(page.items(), page.nextToken());
  }

  private static boolean means(Identifier wanted, Route route) {
    return wanted.name().equals(ServiceFacts.name(route.service()))
        && (wanted.cluster() == null
            || wanted.cluster().equals(ServiceFacts.cluster(route.service())));
  }
}
