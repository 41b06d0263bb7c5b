package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of ELB is said in the words of the Gateway API, and what is refused. */
class TranslationTest {

  private static final String FORWARD = "{type: forward, targetGroupArn: web}";
  private static final Map<String, TargetGroup> GROUPS =
      Map.of(
          "web", group("web", "{port: 80}"),
          "other", group("other", "{port: 8080}"),
          "encrypted", group("encrypted", "{protocol: HTTPS}"),
          "sticky", group("sticky", "{attributes: [{key: stickiness.enabled, value: 'true'}]}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{field: path-pattern, values: [/a]}               | Exact /a",
        "{field: path-pattern, values: [/a/*]}             | PathPrefix /a",
        "{field: path-pattern, values: [/a, /a/*]}         | PathPrefix /a",
        "{field: path-pattern, values: ['*']}              | PathPrefix /",
        "{field: path-pattern, values: [/a*]}              | RegularExpression ^/a.*$",
        "{field: path-pattern, values: [/a?.png]}          | RegularExpression ^/a.\\.png$",
        "{field: path-pattern, values: ['/a\\*']}          | Exact /a*",
        "{field: path-pattern, values: [/a//b]}            | RegularExpression ^/a//b$",
        "{httpHeaderConfig: {httpHeaderName: X-A, values: ['1']}}    | PathPrefix / x-a=1",
        "{httpHeaderConfig: {httpHeaderName: X-A, values: ['te*']}}  | PathPrefix / x-a~^[tT][eE].*$",
        "{httpRequestMethodConfig: {values: [GET]}}        | PathPrefix / GET",
        "{queryStringConfig: {values: [{key: k, value: '1'}]}}       | PathPrefix / ?k=1",
        "{field: host-header, values: ['*.Shop.example']}  | *.shop.example PathPrefix /",
      })
  void conditionsAreMatches(String condition, String match) {
    RoutedPart part = rule(condition, FORWARD);
    assertThat(part.problem()).isEmpty();
    assertThat(matches(part)).containsExactly(match);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{sourceIpConfig: {values: [10.0.0.0/8]}}               | conditions.sourceIpConfig: ",
        "{field: host-header, values: ['api.*']}                | conditions.hostHeaderConfig: 'api.*' is neither ",
        "{pathPatternConfig: {regexValues: ['^/a']}}            | conditions.pathPatternConfig.regexValues: ",
        "{httpRequestMethodConfig: {values: [M-SEARCH]}}        | conditions.httpRequestMethodConfig: ",
        "{queryStringConfig: {values: [{value: any}]}}          | conditions.queryStringConfig: ",
      })
  void conditionsWithoutAMatchAreRefused(String condition, String message) {
    assertRefused(rule(condition, FORWARD), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{type: fixed-response, fixedResponseConfig: {statusCode: '404'}}     | actions.fixedResponseConfig: ",
        "{type: forward, targetGroupArn: encrypted}                           | actions.targetGroupArn: target group encrypted has the protocol HTTPS",
        "{type: forward, targetGroupArn: sticky}                              | actions.targetGroupArn: target group sticky has the attribute stickiness.enabled",
        "{type: forward, forwardConfig: {targetGroups: [{targetGroupArn: web, weight: 0}, {targetGroupArn: other, weight: 0}]}} | actions.forwardConfig.targetGroups: ",
        "{type: redirect, redirectConfig: {host: 'www.#{host}', statusCode: HTTP_301}}       | actions.redirectConfig.host: ",
        "{type: redirect, redirectConfig: {path: '/new/#{path}', statusCode: HTTP_301}}      | actions.redirectConfig.path: ",
        "{type: redirect, redirectConfig: {query: a=b, statusCode: HTTP_301}}                | actions.redirectConfig.query: ",
      })
  void actionsThatNoRouteHasAreRefused(String action, String message) {
    assertRefused(rule("{field: path-pattern, values: [/a]}", action), message);
  }

  @Test
  void weightsAreThoseOfBackends() {
    RoutedPart part =
        rule(
            "{field: path-pattern, values: [/a]}",
            "{type: forward, forwardConfig: {targetGroups: [{targetGroupArn: web, weight: 90}, {targetGroupArn: other, weight: 0}]}}");
    assertThat(part.routes().getFirst().getSpec().getRules().getFirst().getBackendRefs())
        .extracting(
            backend -> backend.getName() + ":" + backend.getPort() + "=" + backend.getWeight())
        .containsExactly("tg-web:80=90", "tg-other:8080=0");
  }

  @Test
  void redirectsSayThePort() {
    RoutedPart part =
        rule(
            "{field: path-pattern, values: [/a]}",
            "{type: redirect, redirectConfig: {protocol: HTTPS, port: '443', statusCode: HTTP_301}}");
    assertThat(
            Serialization.asJson(
                part.routes()
                    .getFirst()
                    .getSpec()
                    .getRules()
                    .getFirst()
                    .getFilters()
                    .getFirst()
                    .getRequestRedirect()))
        .isEqualTo("{\"port\":443,\"scheme\":\"https\",\"statusCode\":301}");
  }

  @Test
  void withoutADefaultRouteWhatIsBelowAPathIsAnExpression() {
    List<RoutedPart> parts =
        parts(
            listener(
                "protocol: HTTP, port: 80",
                "{type: fixed-response, fixedResponseConfig: {statusCode: '404'}}"),
            rule(1, "{field: path-pattern, values: [/a/*]}", FORWARD));
    assertThat(matches(parts.getFirst())).containsExactly("RegularExpression ^/a/.*$");
    assertThat(parts.getLast().routes()).isEmpty();
    assertThat(parts.getLast().problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06, certificates: [{certificateArn: a}] | sslPolicy: ",
        "certificates: [{certificateArn: a}, {certificateArn: b}]                            | certificates: ",
      })
  void listenersBeyondTheGatewayApiAreRefused(String more, String message) {
    Translation translation = translation(listener("protocol: HTTPS, port: 443, " + more, FORWARD));
    assertRefused(translation.parts().getFirst(), message);
    assertThat(translation.gateway().getSpec().getListeners())
        .as("a Gateway has a listener")
        .extracting(io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener::getName)
        .containsExactly("http-80");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{scheme: internal}                                                    | scheme: ",
        "{attributes: [{key: idle_timeout.timeout_seconds, value: '120'}]}     | attributes.idle_timeout.timeout_seconds: ",
      })
  void loadBalancersBeyondTheGatewayApiAreRefused(String spec, String message) {
    assertThat(Translation.problem(Serialization.unmarshal("---\n" + spec, LoadBalancerSpec.class)))
        .hasValueSatisfying(problem -> assertThat(problem.message()).startsWith(message));
    assertThat(Translation.problem(Serialization.unmarshal("{}", LoadBalancerSpec.class)))
        .isEmpty();
  }

  private static void assertRefused(RoutedPart part, String message) {
    assertThat(part.routes()).isEmpty();
    assertThat(part.problem())
        .hasValueSatisfying(
            problem ->
                assertThat(problem.message())
                    .startsWith(message.strip())
                    .endsWith("the annotation kube-ecs.dev/gateway-class: \"\"."));
  }

  private static List<String> matches(RoutedPart part) {
    List<String> matches = new ArrayList<>();
    for (HTTPRoute route : part.routes()) {
      String host =
          route.getSpec().getHostnames().isEmpty()
              ? ""
              : route.getSpec().getHostnames().getFirst() + " ";
      route
          .getSpec()
          .getRules()
          .getFirst()
          .getMatches()
          .forEach(
              match -> {
                StringBuilder text = new StringBuilder(host);
                text.append(match.getPath().getType())
                    .append(' ')
                    .append(match.getPath().getValue());
                match
                    .getHeaders()
                    .forEach(
                        header ->
                            text.append(' ')
                                .append(header.getName())
                                .append(header.getType().equals("Exact") ? "=" : "~")
                                .append(header.getValue()));
                match
                    .getQueryParams()
                    .forEach(
                        query ->
                            text.append(" ?")
                                .append(query.getName())
                                .append(query.getType().equals("Exact") ? "=" : "~")
                                .append(query.getValue()));
                text.append(match.getMethod() == null ? "" : " " + match.getMethod());
                matches.add(text.toString());
              });
    }
    return matches;
  }

  private static RoutedPart rule(String condition, String action) {
    return parts(listener("protocol: HTTP, port: 80", FORWARD), rule(1, condition, action))
        .getFirst();
  }

  private static List<RoutedPart> parts(Listener listener, ListenerRule... rules) {
    return translation(listener, rules).parts();
  }

  private static Translation translation(Listener listener, ListenerRule... rules) {
    return Translation.of(
        resource("LoadBalancer", "web", "{}", LoadBalancer.class),
        "class",
        List.of(new RoutedListener(listener, List.of(rules))),
        GROUPS);
  }

  private static Listener listener(String spec, String action) {
    return resource(
        "Listener",
        "web-80",
        "{loadBalancer: web, %s, defaultActions: [%s]}".formatted(spec, action),
        Listener.class);
  }

  private static ListenerRule rule(int priority, String condition, String action) {
    return resource(
        "ListenerRule",
        "rule-" + priority,
        "{listener: web-80, priority: %d, conditions: [%s], actions: [%s]}"
            .formatted(priority, condition, action),
        ListenerRule.class);
  }

  private static TargetGroup group(String name, String spec) {
    return resource("TargetGroup", name, spec, TargetGroup.class);
  }

  private static <T> T resource(String kind, String name, String spec, Class<T> type) {
    return Serialization.unmarshal(
        "---\n{apiVersion: kube-ecs.dev/v1alpha1, kind: %s, metadata: {name: %s, namespace: test, uid: u}, spec: %s}"
            .formatted(kind, name, spec),
        type);
  }
}
