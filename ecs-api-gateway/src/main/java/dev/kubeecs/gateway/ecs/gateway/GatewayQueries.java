package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DescribeGatewayRequest;
import dev.kubeecs.api.ecs.DescribeGatewayResourcesRequest;
import dev.kubeecs.api.ecs.DescribeGatewayResourcesResponse;
import dev.kubeecs.api.ecs.DescribeGatewayResponse;
import dev.kubeecs.api.ecs.ElbGatewayResources;
import dev.kubeecs.api.ecs.GatewayInfrastructureResources;
import dev.kubeecs.api.ecs.GatewayResources;
import dev.kubeecs.api.ecs.GatewaySummary;
import dev.kubeecs.api.ecs.ListGatewaysRequest;
import dev.kubeecs.api.ecs.ListGatewaysResponse;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import jakarta.inject.Singleton;
import java.util.List;

/** DescribeGateway, DescribeGatewayResources and ListGateways, from caches alone. */
@Singleton
public final class GatewayQueries implements Handlers {

  private static final int PAGE = 100;
  private static final int RESOURCES = 10;
  private static final int MOST_RESOURCES = 20;
  private static final int MOST_NAMES = 10;

  private final KnownGateways gateways;
  private final GatewayRoutes routes;

  GatewayQueries(KnownGateways gateways, GatewayRoutes routes) {
    this.gateways = gateways;
    this.routes = routes;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DescribeGatewayRequest.class, this::describe)
        .on(DescribeGatewayResourcesRequest.class, this::describeResources)
        .on(ListGatewaysRequest.class, this::list);
  }

  private DescribeGatewayResponse describe(DescribeGatewayRequest request, Call call) {
    EcsGateway gateway = gateways.require(call, request.gateway());
    return new DescribeGatewayResponse(
        GatewayView.of(
            gateway,
            call.account(),
            routes.loadBalancer(gateway).map(lb -> LoadBalancers.arn(call.account(), lb))));
  }

  private ListGatewaysResponse list(ListGatewaysRequest request, Call call) {
    if (asEmpty(request.names()).size() > MOST_NAMES) {
      throw invalidParameter("names can have at most %d items.", MOST_NAMES);
    }
    Page<GatewaySummary> page =
        PageRequest.of(call, request.maxResults(), request.nextToken(), PAGE, PAGE)
            .of(
                gateways.all(call).stream()
                    .map(gateway -> GatewayView.summary(gateway, call.account()))
                    .filter(
                        found ->
                            asEmpty(request.names()).isEmpty()
                                || request.names().contains(found.name()))
                    .filter(
                        found ->
                            asEmpty(request.status()).isEmpty()
                                || request.status().contains(found.status()))
                    .toList(),
                GatewaySummary::name);
    return new ListGatewaysResponse(page.items(), page.nextToken());
  }

  private DescribeGatewayResourcesResponse describeResources(
      DescribeGatewayResourcesRequest request, Call call) {
    EcsGateway gateway = gateways.require(call, request.gateway());
    Page<ElbGatewayResources> page =
        PageRequest.of(call, request.maxResults(), request.nextToken(), RESOURCES, MOST_RESOURCES)
            .of(
                routes.loadBalancer(gateway).stream()
                    .map(balancer -> resources(call, gateway, balancer))
                    .toList(),
                ElbGatewayResources::loadBalancerArn);
    return new DescribeGatewayResourcesResponse(
        GatewayResources.builder()
            .gatewayArn(call.account().gatewayArn(Gateways.name(gateway)))
            .resources(GatewayInfrastructureResources.builder().hostSharedAlb(page.items()).build())
            .build(),
        page.nextToken());
  }

  private ElbGatewayResources resources(Call call, EcsGateway gateway, LoadBalancer balancer) {
    List<String> groups = asEmpty(LoadBalancers.spec(balancer).securityGroups());
    return ElbGatewayResources.builder()
        .loadBalancerArn(LoadBalancers.arn(call.account(), balancer))
        .listenerArn(
            routes
                .listener(gateway)
                .map(listener -> LoadBalancers.arn(call.account(), balancer, listener))
                .orElse(null))
        .securityGroup(groups.isEmpty() ? null : groups.getFirst())
        .gatewayRouteArns(
            routes.of(call, gateway).stream()
                .map(route -> route.arn(call.account()))
                .sorted()
                .toList())
        .build();
  }
}
