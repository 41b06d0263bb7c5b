package dev.kubeecs.operator.loadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.elbv2.LoadBalancerStateEnum;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.loadbalancing.Connection.Answer;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.StatusWithConditions;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerStatus;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What listeners and rules make of requests, on a real proxy, in front of two Pods that are
 * registered by hand; and a Network Load Balancer in front of the same.
 */
@OperatorTest
@Execution(ExecutionMode.SAME_THREAD)
@TestMethodOrder(OrderAnnotation.class)
class ListenerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Conditions of rules; a rule answers with its place in this list. */
  private static final List<String> CONDITIONS =
      List.of(
          "{field: host-header, values: ['*.shop.example']}",
          "{field: path-pattern, values: [\"/it's*.p?g\"]}",
          "{field: path-pattern, pathPatternConfig: {regexValues: ['^/v[0-9]+/(a|b)$']}}",
          "{httpHeaderConfig: {httpHeaderName: 'X-#Kind$', values: ['tea *']}}",
          "{httpRequestMethodConfig: {values: [DELETE, M-SEARCH]}}",
          "{queryStringConfig: {values: [{key: size, value: 'x*'}]}}",
          "{queryStringConfig: {values: [{value: any where}]}}",
          "{sourceIpConfig: {values: [192.0.2.0/24, '2001:db8::/32']}}",
          "{sourceIpConfig: {values: [0.0.0.0/0]}}, {field: path-pattern, values: [/from/*]}",
          "{field: path-pattern, values: [/and]}, {httpHeaderConfig: {httpHeaderName: X-And, values: ['?']}}");

  private static TestNamespace namespace;
  private static Manifests manifests;

  @TempDir static Path folder;

  @BeforeAll
  static void balance(TestNamespace ofTheClass) throws Exception {
    namespace = ofTheClass;
    manifests = new Manifests(namespace);
    secret("one.example.com");
    EchoPods pods = new EchoPods(namespace);
    Stream.of("one", "two").forEach(pods::run);
    List<String> addresses = Stream.of("one", "two").map(pods::address).toList();
    for (String protocol : List.of("HTTP", "TCP")) {
      manifests.apply(
          "TargetGroup",
          protocol.toLowerCase(Locale.ROOT),
          """
          {protocol: %s, targetType: ip, port: 5678, healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 5,
           targets: [{id: %s}, {id: %s}, {id: web.example.com}], attributes: [%s]}
          """
              .formatted(
                  protocol,
                  addresses.getFirst(),
                  addresses.getLast(),
                  protocol.equals("HTTP") ? "{key: stickiness.enabled, value: 'true'}" : ""));
    }
    manifests.apply("LoadBalancer", "web", "{}");
    manifests.apply("LoadBalancer", "net", "{type: network}");
    listener("web", 80, "protocol: HTTP", "{type: forward, targetGroupArn: http}");
    listener(
        "web",
        443,
        "protocol: HTTPS, certificates: [{certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/server'}]",
        "{type: forward, targetGroupArn: http}");
    listener("net", 90, "protocol: TCP", "{type: forward, targetGroupArn: tcp}");
    rule(
        1,
        "{field: path-pattern, values: [/old/*]}",
        "{type: redirect, redirectConfig: {host: 'www.#{host}', port: \"443\", protocol: HTTPS, path: \"/new/#{path}\", query: 'at=100%&#{query}', statusCode: HTTP_302}}");
    rule(
        2,
        "{field: path-pattern, values: [/pot]}",
        "{type: fixed-response, fixedResponseConfig: {statusCode: \"418\", contentType: text/html, messageBody: \"a \\\"$pot\\\" of %s\\n#tea\"}}");
    rule(
        3,
        "{field: path-pattern, values: [/nothing]}",
        "{type: fixed-response, fixedResponseConfig: {statusCode: \"204\", messageBody: no}}");
    rule(
        4,
        "{field: path-pattern, values: [\"/x\\n  http-request deny\"]}",
        "{type: fixed-response, fixedResponseConfig: {statusCode: \"200\"}}");
    for (int i = 0; i < CONDITIONS.size(); i++) {
      rule(
          100 + i,
          CONDITIONS.get(i),
          "{type: fixed-response, fixedResponseConfig: {statusCode: \"200\", messageBody: rule %d}}"
              .formatted(i));
    }
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        "GET      | /                | Host: a.shop.example     | 0",
        "GET      | /                | Host: A.SHOP.EXAMPLE:80  | 0",
        "GET      | /                | Host: shop.example       | -",
        "GET      | /it's/a.png      | Host: test               | 1",
        "GET      | /IT'S/a.png      | Host: test               | -",
        "GET      | /it's/a.pxng     | Host: test               | -",
        "GET      | /v12/b           | Host: test               | 2",
        "GET      | /v12/c           | Host: test               | -",
        "GET      | /                | X-#Kind$: Tea pot        | 3",
        "GET      | /                | X-#Kind$: Teapot         | -",
        "DELETE   | /                | Host: test               | 4",
        "M-SEARCH | /                | Host: test               | 4",
        "GET      | /?a=b&size=xl    | Host: test               | 5",
        "GET      | /?size=l         | Host: test               | -",
        "GET      | /from/here       | Host: test               | 8",
        "GET      | /and             | X-And: 1                 | 9",
        "GET      | /and             | X-And: 12                | -"
      })
  void requestsMeetConditions(String method, String target, String header, Integer rule)
      throws IOException {
    String address = address("web");
    Answer answer = ask(address, method, target, header);
    assertThat(answer.status()).isEqualTo(200);
    if (rule == null) {
      assertThat(answer.body()).isIn("one", "two");
    } else {
      assertThat(answer.body()).isEqualTo("rule " + rule);
    }
  }

  @Test
  @Order(2)
  void redirectsAndFixedResponses() throws IOException {
    String address = address("web");
    Answer redirect = ask(address, "GET", "/old/x?a=1", "Host: example.com:80");
    assertThat(redirect.status()).isEqualTo(302);
    assertThat(redirect.headers())
        .containsEntry("location", "https://www.example.com:443/new/old/x?at=100%&a=1");
    Answer pot = ask(address, "GET", "/pot", "Host: test");
    assertThat(pot.status()).isEqualTo(418);
    assertThat(pot.headers()).containsEntry("content-type", "text/html");
    assertThat(pot.body()).isEqualTo("a \"$pot\" of %s\n#tea");
    assertThat(ask(address, "GET", "/nothing", "Host: test").status()).isEqualTo(204);
  }

  @Test
  @Order(3)
  void whatIsAgainstTheRulesIsToldWithoutHarmToTheOthers() {
    address("web");
    Condition ready =
        ready(
            namespace.client().resources(ListenerRule.class).withName("rule-4").get().getStatus());
    assertThat(ready.getStatus()).isEqualTo("False");
    assertThat(ready.getReason()).isEqualTo("Invalid");
    assertThat(ready.getMessage()).endsWith("is not 1 to 128 printable ASCII characters.");
    TargetGroup group = targetGroup("http");
    RegisteredTarget unusable = group.getStatus().targets().getLast();
    assertThat(unusable.health().reason()).hasToString("Target.IpUnusable");
    assertThat(group.getStatus().healthyCount()).isEqualTo(2);
    manifests.apply("TargetGroup", "wrong", "{matcher: {httpCode: fine}, healthCheckPort: http}");
    Awaitility.await("the target group is looked at")
        .atMost(PATIENCE)
        .until(() -> targetGroup("wrong").getStatus() != null);
    assertThat(ready(targetGroup("wrong").getStatus()).getMessage())
        .isEqualTo("Health check matcher HTTP code 'fine' must be within '200-499'.");
  }

  @Test
  @Order(4)
  void clientsWithACookieStayWithATarget() throws IOException {
    String address = address("web");
    Answer first = ask(address, "GET", "/", "Host: test");
    String cookie = first.headers().get("set-cookie");
    assertThat(cookie).startsWith("AWSALB=").contains("Max-Age=86400");
    Set<String> withCookie = new HashSet<>();
    Set<String> without = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      withCookie.add(ask(address, "GET", "/", "Cookie: " + cookie.split(";")[0]).body());
      without.add(ask(address, "GET", "/", "Host: test").body());
    }
    assertThat(withCookie).containsExactly(first.body());
    assertThat(without).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  @Order(5)
  void requestsAreInTheLogOfTheProxy() throws IOException {
    ask(address("web"), "GET", "/from/the-log", "Host: test");
    Pod proxy = proxies().getFirst();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        namespace.client().pods().withName(proxy.getMetadata().getName()).getLog())
                    .containsPattern("listener-80 .* 200 .*\"GET /from/the-log HTTP/1.1\""));
  }

  @Test
  @Order(6)
  void aCertificateIsChangedAndNoConnectionIsCut() throws Exception {
    String address = address("web");
    try (Connection kept = Connection.encrypted(address, 443, "shop.example")) {
      assertThat(kept.server()).isEqualTo("CN=one.example.com");
      assertThat(kept.ask("GET", "/", List.of("Host: test")).body()).isIn("one", "two");
      secret("two.example.com");
      // The kubelet looks at the Secrets of a Pod once a minute, or when the Pod has changed.
      proxies()
          .forEach(
              pod ->
                  namespace
                      .client()
                      .pods()
                      .withName(pod.getMetadata().getName())
                      .edit(
                          p ->
                              new PodBuilder(p)
                                  .editMetadata()
                                  .addToAnnotations("changed", "now")
                                  .endMetadata()
                                  .build()));
      Awaitility.await("new connections find the new certificate")
          .atMost(PATIENCE)
          .until(
              () -> {
                try (Connection fresh = Connection.encrypted(address, 443, "shop.example")) {
                  return fresh.server().equals("CN=two.example.com");
                }
              });
      assertThat(kept.ask("GET", "/", List.of("Host: test")).status()).isEqualTo(200);
    }
  }

  @Test
  @Order(7)
  void aNetworkLoadBalancerIsAServiceWithTheTargets() throws IOException {
    String address = address("net");
    Service service = namespace.client().services().withName("nlb-net").get();
    assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
    assertThat(service.getSpec().getSelector()).isNullOrEmpty();
    Awaitility.await("connections reach both targets")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              Set<String> bodies = new HashSet<>();
              for (int i = 0; i < 20; i++) {
                try (Connection connection = Connection.to(address, 90)) {
                  bodies.add(connection.ask("GET", "/", List.of("Host: test")).body());
                }
              }
              return bodies.equals(Set.of("one", "two"));
            });
    namespace
        .client()
        .services()
        .withName("nlb-net")
        .editStatus(
            s -> {
              s.getStatus()
                  .getLoadBalancer()
                  .setIngress(
                      List.of(
                          new LoadBalancerIngressBuilder().withIp("203.0.113.7").build(),
                          new LoadBalancerIngressBuilder().withHostname("lb.example").build()));
              return s;
            });
    Awaitility.await("the addresses that the cluster gives are told")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(status("net").addresses())
                    .containsExactly("203.0.113.7", "lb.example", address));
  }

  private static Answer ask(String address, String method, String target, String header)
      throws IOException {
    try (Connection connection = Connection.to(address, 80)) {
      return connection.ask(
          method,
          target,
          header.startsWith("Host") ? List.of(header) : List.of("Host: test", header));
    }
  }

  private static String address(String loadBalancer) {
    Awaitility.await("load balancer " + loadBalancer + " is active, its parts are looked at")
        .atMost(PATIENCE)
        .until(
            () ->
                status(loadBalancer) != null
                    && status(loadBalancer).state().code() == LoadBalancerStateEnum.ACTIVE
                    && isHealthy("http")
                    && isHealthy("tcp"));
    return status(loadBalancer).addresses().getLast();
  }

  private static boolean isHealthy(String targetGroup) {
    TargetGroup group = targetGroup(targetGroup);
    return group.getStatus() != null && Integer.valueOf(2).equals(group.getStatus().healthyCount());
  }

  private static TargetGroup targetGroup(String name) {
    return namespace.client().resources(TargetGroup.class).withName(name).get();
  }

  private static LoadBalancerStatus status(String loadBalancer) {
    return namespace
        .client()
        .resources(LoadBalancer.class)
        .withName(loadBalancer)
        .get()
        .getStatus();
  }

  private static Condition ready(StatusWithConditions status) {
    return status.conditions().getFirst();
  }

  private static List<Pod> proxies() {
    return namespace.client().pods().withLabel(Labels.LOAD_BALANCER, "web").list().getItems();
  }

  private static void listener(String loadBalancer, int port, String more, String action) {
    manifests.apply(
        "Listener",
        loadBalancer + "-" + port,
        "{loadBalancer: %s, port: %d, %s, defaultActions: [%s]}"
            .formatted(loadBalancer, port, more, action));
  }

  private static void rule(int priority, String conditions, String action) {
    manifests.apply(
        "ListenerRule",
        "rule-" + priority,
        "{listener: web-80, priority: %d, conditions: [%s], actions: [%s]}"
            .formatted(priority, conditions, action));
  }

  private static void secret(String server) throws Exception {
    namespace
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("server")
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withData(TlsSecret.of(server, folder))
                .build())
        .serverSideApply();
  }
}
