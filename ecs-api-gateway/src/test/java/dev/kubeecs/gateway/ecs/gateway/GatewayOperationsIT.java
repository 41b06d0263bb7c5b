package dev.kubeecs.gateway.ecs.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.RawCalls;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.service.EcsService;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.NetworkMode;

/**
 * The operations on gateways, their routes and their associations with clusters; in JSON, since
 * they are newer than the SDK for Java.
 */
@EcsApiTest
class GatewayOperationsIT {

  private static final String ROLE = "arn:aws:iam::123456789012:role/gateways";

  private final EcsApi api;
  private final RawCalls calls;

  GatewayOperationsIT(EcsApi api) {
    this.api = api;
    this.calls = new RawCalls(api);
    for (String cluster : new String[] {"demo", "many", "left"}) {
      api.ecs().createCluster(r -> r.clusterName(cluster));
    }
    api.ecs()
        .registerTaskDefinition(
            r ->
                r.family("web")
                    .requiresCompatibilities(Compatibility.FARGATE)
                    .networkMode(NetworkMode.AWSVPC)
                    .cpu("256")
                    .memory("512")
                    .containerDefinitions(
                        c ->
                            c.name("web")
                                .image("nginx")
                                .portMappings(p -> p.containerPort(80).name("http"))));
  }

  @Test
  void aGatewayIsToldAsItWasAskedFor() {
    create(
        "Told_Again",
        """
        {"deletionProtection": true, "tags": [{"key": "team", "value": "shop"}],
         "configuration": {"hostSharedAlb": {"scheme": "internal",
           "networkConfiguration": {"subnets": ["a", "b"], "inboundSecurityGroup": "sg-1"}}}}
        """);
    JsonNode told = described("Told_Again");
    assertThat(told.get("gatewayArn").asText()).endsWith(":gateway/Told_Again");
    assertThat(told.get("status").asText()).isEqualTo("ACTIVE");
    assertThat(told.get("infrastructureRoleArn").asText()).isEqualTo(ROLE);
    assertThat(told.get("deletionProtection").asBoolean()).isTrue();
    assertThat(told.get("accessType").asText()).isEqualTo("PRIVATE");
    assertThat(told.get("propagateTags").asText()).isEqualTo("GATEWAY");
    assertThat(told.at("/tags/0/key").asText()).isEqualTo("team");
    JsonNode balancing = told.at("/configuration/hostSharedAlb");
    assertThat(balancing.get("port").asInt()).isEqualTo(80);
    assertThat(balancing.get("protocol").asText()).isEqualTo("HTTP");
    assertThat(balancing.get("maxAlbCount").asInt()).isEqualTo(10);
    assertThat(balancing.get("currentAlbCount").asInt(-1)).isZero();
    assertThat(balancing.get("httpDesync").asText()).isEqualTo("defensive");
    assertThat(balancing.at("/networkConfiguration/subnets")).hasSize(2);
    assertThat(described(told.get("gatewayArn").asText())).isEqualTo(told);
    refused("ClientException", "DeleteGateway", of("gateway", "Told_Again"), "deletionProtection");
  }

  @Test
  void aNameIsTakenUnlessTheClientTokenTellsThatItIsTheSameRequest() {
    create("once", "{\"clientToken\": \"token\"}");
    create("once", "{\"clientToken\": \"token\"}");
    refused(
        "InvalidParameterException",
        "CreateGateway",
        wanted("once", "{\"clientToken\": \"other\"}"),
        "once");
    refused("InvalidParameterException", "CreateGateway", wanted("once", "{}"), "once");
  }

  @Test
  void whatCannotBeHonouredIsRefusedByName() {
    refused(
        "UnsupportedFeatureException",
        "CreateGateway",
        wanted("refused", "{\"configuration\": {\"hostSharedAlb\": {\"webACLArn\": \"arn:waf\"}}}"),
        "configuration.hostSharedAlb.webACLArn");
    refused(
        "InvalidParameterException",
        "CreateGateway",
        wanted("refused", "{\"configuration\": {\"hostSharedAlb\": {\"port\": 443}}}"),
        "gateway-refused-tls");
    refused(
        "InvalidParameterException",
        "CreateGateway",
        wanted("refused", "{\"configuration\": {}}"),
        "hostSharedAlb");
    refused(
        "InvalidParameterException", "CreateGateway", wanted("no such name", "{}"), "255 letters");
  }

  @Test
  void anUpdateIsInProgressUntilTheOperatorHasCarriedItOut() {
    create("changing", "{}");
    JsonNode updated =
        ok(
            "UpdateGateway",
            tree(
                """
                {"gateway": "changing", "infrastructureRoleArn": "other", "propagateTags": "NONE",
                 "configuration": {"hostSharedAlb": {"maxAlbCount": 3,
                   "networkConfiguration": {"inboundSecurityGroup": "sg-2"}}}}
                """));
    assertThat(updated.get("status").asText()).isEqualTo("UPDATE_IN_PROGRESS");
    operatorTells("changing", "True");
    await().until(() -> status("changing").equals("UPDATE_COMPLETE"));
    JsonNode changed = described("changing");
    assertThat(changed.at("/configuration/hostSharedAlb/maxAlbCount").asInt()).isEqualTo(3);
    assertThat(
            changed
                .at("/configuration/hostSharedAlb/networkConfiguration/inboundSecurityGroup")
                .asText())
        .isEqualTo("sg-2");
    assertThat(changed.get("infrastructureRoleArn").asText()).isEqualTo("other");
    operatorTells("changing", "False");
    await().until(() -> status("changing").equals("UPDATE_FAILED"));
    assertThat(described("changing").get("statusReason").asText()).isEqualTo("it is so");
    assertThat(described("changing").at("/failures/0/errors/0/message").asText())
        .isEqualTo("it is so");
    refused(
        "UnsupportedFeatureException",
        "UpdateGateway",
        tree(
            """
            {"gateway": "changing", "configuration": {"hostSharedAlb": {"httpDesync": "strictest"}}}
            """),
        "httpDesync");
    refused("GatewayNotFoundException", "UpdateGateway", of("gateway", "absent"), "absent");
  }

  @Test
  void gatewaysAreListedByNameAndStatus() {
    create("listed-1", "{}");
    create("listed-2", "{}");
    assertThat(
            ok("ListGateways", tree("{\"names\": [\"listed-1\", \"listed-2\", \"absent\"]}"))
                .get("gateways")
                .findValuesAsText("name"))
        .containsExactly("listed-1", "listed-2");
    assertThat(
            ok("ListGateways", tree("{\"names\": [\"listed-1\"], \"status\": [\"UPDATE_FAILED\"]}"))
                .get("gateways"))
        .isEmpty();
  }

  @Test
  void tagsOfAGatewayAreChangedByItsArn() {
    String arn = create("tagged", "{}");
    api.ecs().tagResource(r -> r.resourceArn(arn).tags(t -> t.key("a").value("1")));
    assertThat(api.ecs().listTagsForResource(r -> r.resourceArn(arn)).tags())
        .singleElement()
        .satisfies(t -> assertThat(t.value()).isEqualTo("1"));
    assertThat(described("tagged").get("tags")).hasSize(1);
  }

  @Test
  void aClusterIsAssociatedWithFiveGatewaysAtMost() {
    for (int i = 1; i <= 5; i++) {
      create("many-" + i, "{}");
      assertThat(
              ok("AssociateGatewayWithCluster", pair("many-" + i, "many")).get("status").asText())
          .isEqualTo("ACTIVE");
    }
    create("many-6", "{}");
    refused("ClientException", "AssociateGatewayWithCluster", pair("many-6", "many"), "many");
    assertThat(associations(of("cluster", "many"))).hasSize(5);
    assertThat(associations(pair("many-2", "many")).at("/0/clusterArn").asText())
        .isEqualTo(api.account().clusterArn("many"));
    refused(
        "ClusterNotFoundException",
        "AssociateGatewayWithCluster",
        pair("many-1", "absent"),
        "Cluster");
    refused(
        "GatewayNotFoundException",
        "AssociateGatewayWithCluster",
        pair("absent", "many"),
        "absent");
    refused(
        "ResourceNotFoundException",
        "DisassociateGatewayFromCluster",
        pair("many-6", "many"),
        "many-6");
  }

  @Test
  void aServiceWithAConnectorHasARouteFromEveryGatewayOfItsCluster() {
    refused(
        "InvalidParameterException",
        "CreateService",
        service("left", "too-early", "http"),
        "the cluster left is associated with no gateway");
    create("leading", "{}");
    ok("AssociateGatewayWithCluster", pair("leading", "demo"));
    refused(
        "InvalidParameterException",
        "CreateService",
        service("demo", "hello", "grpc"),
        "no port mapping of the name grpc");
    ok("CreateService", service("demo", "hello", "http"));
    assertThat(
            api.resources()
                .resources(EcsService.class)
                .withName("hello.demo")
                .get()
                .getSpec()
                .gateways())
        .containsExactly("leading");

    JsonNode summary = routes("hello").get(0);
    assertThat(summary.get("status").asText()).isEqualTo("CREATE_IN_PROGRESS");
    assertThat(summary.get("serviceArn").asText())
        .isEqualTo(api.account().serviceArn("demo", "hello"));
    assertThat(summary.get("serviceContainerPortName").asText()).isEqualTo("http");
    String arn = summary.get("gatewayRouteArn").asText();
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    operatorMakes(name);
    await().until(() -> routes("hello").at("/0/status").asText().equals("ACTIVE"));
    JsonNode route = ok("DescribeGatewayRoute", of("gatewayRouteArn", arn)).get("gatewayRoute");
    assertThat(route.get("serviceUrl").asText())
        .isEqualTo(
            "http://%s.%s.svc.cluster.local".formatted(name, api.resources().getNamespace()));
    JsonNode made = route.at("/resources/hostSharedAlb/0");
    assertThat(made.get("loadBalancerArn").asText()).contains(":loadbalancer/app/gateway-leading/");
    assertThat(made.get("listenerArn").asText()).contains(":listener/app/gateway-leading/");
    assertThat(made.get("listenerRuleArn").asText())
        .contains(":listener-rule/app/gateway-leading/");
    JsonNode shared =
        ok("DescribeGatewayResources", of("gateway", "leading"))
            .at("/gatewayResources/resources/hostSharedAlb");
    assertThat(shared).hasSize(1);
    assertThat(shared.at("/0/gatewayRouteArns/0").asText()).isEqualTo(arn);
    assertThat(described("leading").at("/configuration/hostSharedAlb/currentAlbCount").asInt())
        .isEqualTo(1);

    refused("ClientException", "DeleteGateway", of("gateway", "leading"), "demo");
    assertThat(ok("DisassociateGatewayFromCluster", pair("leading", "demo")).get("status").asText())
        .isEqualTo("DISASSOCIATING");
    assertThat(associations(tree("{\"gateway\": \"leading\", \"status\": [\"DISASSOCIATING\"]}")))
        .hasSize(1);
    ok(
        "UpdateService",
        tree("{\"cluster\": \"demo\", \"service\": \"hello\", \"gatewayConnectors\": []}"));
    assertThat(routes("hello").at("/0/status").asText()).isEqualTo("DELETE_IN_PROGRESS");
    api.resources().resources(ListenerRule.class).withName(name).delete();
    api.resources().resources(TargetGroup.class).withName(name).delete();
    await().until(() -> routes("hello").isEmpty());
    refused("ResourceNotFoundException", "DescribeGatewayRoute", of("gatewayRouteArn", arn), arn);
    assertThat(ok("DeleteGateway", of("gateway", "leading")).get("status").asText())
        .isEqualTo("DELETED");
    refused("GatewayNotFoundException", "DescribeGateway", of("gateway", "leading"), "leading");
    refused(
        "GatewayNotFoundException",
        "DescribeGatewayResources",
        of("gateway", "leading"),
        "leading");
  }

  @Test
  void anAssociationThatComesLaterWaitsForTheNextDeployment() {
    create("first", "{}");
    create("second", "{}");
    ok("AssociateGatewayWithCluster", pair("first", "left"));
    ok("CreateService", service("left", "patient", "http"));
    ok("AssociateGatewayWithCluster", pair("second", "left"));
    api.ecs().updateService(r -> r.cluster("left").service("patient").desiredCount(1));
    assertThat(routes("patient")).hasSize(1);
    api.ecs().updateService(r -> r.cluster("left").service("patient").forceNewDeployment(true));
    assertThat(routes("patient").findValuesAsText("gatewayArn"))
        .containsExactlyInAnyOrder(
            api.account().gatewayArn("first"), api.account().gatewayArn("second"));
    assertThat(
            ok(
                    "ListGatewayRoutes",
                    tree(
                        """
                        {"gateway": "second", "cluster": "left", "status": ["CREATE_IN_PROGRESS"],
                         "serviceContainerPortName": "http"}
                        """))
                .get("gatewayRoutes"))
        .hasSize(1);
    refused("GatewayNotFoundException", "ListGatewayRoutes", of("gateway", "absent"), "absent");
  }

  private JsonNode routes(String service) {
    return ok("ListGatewayRoutes", of("service", service)).get("gatewayRoutes");
  }

  private JsonNode associations(JsonNode filter) {
    return ok("ListGatewayClusterAssociations", filter).get("gatewayClusterAssociations");
  }

  private String create(String name, String more) {
    return ok("CreateGateway", wanted(name, more)).get("gatewayArn").asText();
  }

  private static JsonNode wanted(String name, String more) {
    ObjectNode request =
        (ObjectNode)
            tree(
                """
                {"name": "%s", "infrastructureRoleArn": "%s", "deletionProtection": false,
                 "configuration": {"hostSharedAlb": {}}}
                """
                    .formatted(name, ROLE));
    request.setAll((ObjectNode) tree(more));
    return request;
  }

  private static JsonNode service(String cluster, String name, String port) {
    return tree(
        """
        {"cluster": "%s", "serviceName": "%s", "taskDefinition": "web", "desiredCount": 0,
         "launchType": "FARGATE", "gatewayConnectors": [{"portName": "%s"}],
         "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}
        """
            .formatted(cluster, name, port));
  }

  private JsonNode described(String name) {
    return ok("DescribeGateway", of("gateway", name)).get("gateway");
  }

  private String status(String name) {
    return described(name).get("status").asText();
  }

  private JsonNode ok(String operation, JsonNode request) {
    RawCalls.Answer answer = calls.send(operation, request);
    assertThat(answer.status()).as("%s %s: %s", operation, request, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void refused(String error, String operation, JsonNode request, String message) {
    RawCalls.Answer answer = calls.send(operation, request);
    assertThat(answer.error()).as("%s %s: %s", operation, request, answer.body()).isEqualTo(error);
    assertThat(answer.body().path("message").asText()).contains(message);
  }

  private static JsonNode pair(String gateway, String cluster) {
    return tree("{\"gateway\": \"%s\", \"cluster\": \"%s\"}".formatted(gateway, cluster));
  }

  private static JsonNode of(String member, String value) {
    return tree("{\"%s\": \"%s\"}".formatted(member, value));
  }

  private static JsonNode tree(String json) {
    return RawCalls.tree(json);
  }

  private void operatorTells(String name, String ready) {
    EcsGateway gateway = api.resources().resources(EcsGateway.class).withName(name).get();
    api.status(
        gateway,
        """
        observedGeneration: %d
        updatedAt: "2026-01-01T00:00:00Z"
        conditions: [{type: Ready, status: "%s", reason: Refused, message: it is so}]
        """
            .formatted(gateway.getMetadata().getGeneration(), ready));
  }

  private void operatorMakes(String route) {
    LoadBalancer balancer =
        api.apply(
            """
            apiVersion: kube-ecs.dev/v1alpha1
            kind: LoadBalancer
            metadata: {name: gateway-leading}
            spec: {name: gateway-leading}
            """,
            LoadBalancer.class);
    api.status(balancer, "state: {code: active}");
    api.apply(
        """
        apiVersion: kube-ecs.dev/v1alpha1
        kind: Listener
        metadata: {name: gateway-leading}
        spec:
          loadBalancer: gateway-leading
          protocol: HTTP
          port: 80
          defaultActions: [{type: fixed-response, fixedResponseConfig: {statusCode: "404"}}]
        """,
        Listener.class);
    api.apply(
        """
        apiVersion: kube-ecs.dev/v1alpha1
        kind: TargetGroup
        metadata: {name: %s}
        spec: {name: %s, port: 80}
        """
            .formatted(route, route),
        TargetGroup.class);
    api.apply(
        """
        apiVersion: kube-ecs.dev/v1alpha1
        kind: ListenerRule
        metadata: {name: %s}
        spec:
          listener: gateway-leading
          priority: 1
          conditions: [{field: host-header, hostHeaderConfig: {values: [any]}}]
          actions: [{type: forward, targetGroupArn: %s}]
        """
            .formatted(route, route),
        ListenerRule.class);
  }
}
