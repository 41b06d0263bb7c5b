package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.elbv2.HostHeaderConditionConfig;
import dev.kubeecs.api.elbv2.HttpHeaderConditionConfig;
import dev.kubeecs.api.elbv2.HttpRequestMethodConditionConfig;
import dev.kubeecs.api.elbv2.PathPatternConditionConfig;
import dev.kubeecs.api.elbv2.QueryStringConditionConfig;
import dev.kubeecs.api.elbv2.QueryStringKeyValuePair;
import dev.kubeecs.api.elbv2.RuleCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A request goes where ELB would send it, whatever the age and order of routes. */
class PrecedenceTest {

  private static final List<String> HOSTS = List.of("shop.test", "a.shop.test", "x.a.shop.test");
  private static final List<String> PATHS =
      List.of("/", "/api", "/api/", "/api/v1", "/api/v1/x", "/apix", "/img", "/img/a.png", "/i");
  private static final List<String> METHODS = List.of("GET", "POST");
  private static final List<String> VALUES = List.of("", "1", "tea", "TEAPOT");

  /** A request; an empty value is that of a header or key that is not there. */
  private record Request(String host, String path, String method, String header, String query) {}

  @Property(tries = 500)
  void requestsGoWhereTheRulesSay(
      @ForAll("rules") List<List<RuleCondition>> rules, @ForAll boolean olderFirst) {
    List<List<RouteMatch>> matches =
        new ArrayList<>(rules.stream().map(rule -> ConditionMatches.of(rule, true)).toList());
    matches.add(List.of(RouteMatch.ANY));
    Precedence.Outcome outcome = Precedence.of(matches);
    assertThat(outcome.refused()).doesNotContainKey(rules.size());
    for (Request request : requests()) {
      int expected = rules.size();
      for (int i = rules.size() - 1; i >= 0; i--) {
        boolean taken =
            !outcome.refused().containsKey(i)
                && rules.get(i).stream().allMatch(condition -> meets(request, condition));
        expected = taken ? i : expected;
      }
      for (boolean hostFirst : new boolean[] {true, false}) {
        assertThat(chosen(outcome, request, olderFirst, hostFirst))
            .as("%s by %s", request, outcome)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aPathBelowAnotherLeavesTheOtherAlone() {
    Precedence.Outcome outcome =
        Precedence.of(
            List.of(ConditionMatches.of(List.of(path("/api/*")), true), List.of(RouteMatch.ANY)));
    assertThat(outcome.matches().get(0))
        .extracting(match -> match.path().value())
        .containsExactly("/api");
    assertThat(outcome.matches().get(1))
        .extracting(match -> match.path().kind() + " " + match.path().value())
        .containsExactly("PREFIX /", "EXACT /api");
  }

  @Test
  void whoseRequestsOthersTakeHasNoMatch() {
    Precedence.Outcome outcome =
        Precedence.of(
            List.of(
                ConditionMatches.of(List.of(path("/*")), true),
                ConditionMatches.of(List.of(path("/api/v1")), true)));
    assertThat(outcome.matches().get(1)).isEmpty();
  }

  @Test
  void patternsOfWhichNobodyKnowsTheFirstAreRefused() {
    Precedence.Outcome outcome =
        Precedence.of(
            List.of(
                ConditionMatches.of(List.of(path("/a*c")), true),
                ConditionMatches.of(List.of(path("/b*")), true),
                ConditionMatches.of(List.of(path("/ab*")), true)));
    assertThat(outcome.refused()).containsOnlyKeys(2);
    assertThat(outcome.matches()).containsOnlyKeys(0, 1);
  }

  @Provide
  Arbitrary<List<List<RuleCondition>>> rules() {
    Arbitrary<RuleCondition> hosts =
        Arbitraries.of("shop.test", "*.shop.test", "a.shop.test", "*.a.shop.test", "*")
            .list()
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(
                values ->
                    RuleCondition.builder()
                        .hostHeaderConfig(
                            HostHeaderConditionConfig.builder().values(values).build())
                        .build());
    Arbitrary<RuleCondition> paths =
        Arbitraries.of("/api", "/api/*", "/api/v1", "/api/v1/*", "/*", "/img/*.png", "/?", "/api*")
            .list()
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(values -> path(values.toArray(String[]::new)));
    Arbitrary<RuleCondition> methods =
        Arbitraries.of(METHODS)
            .map(
                value ->
                    RuleCondition.builder()
                        .httpRequestMethodConfig(
                            HttpRequestMethodConditionConfig.builder()
                                .values(List.of(value))
                                .build())
                        .build());
    Arbitrary<RuleCondition> headers =
        Arbitraries.of("1", "tea*", "tea")
            .map(
                value ->
                    RuleCondition.builder()
                        .httpHeaderConfig(
                            HttpHeaderConditionConfig.builder()
                                .httpHeaderName("X-Kind")
                                .values(List.of(value))
                                .build())
                        .build());
    Arbitrary<RuleCondition> queries =
        Arbitraries.of("1", "t*")
            .map(
                value ->
                    RuleCondition.builder()
                        .queryStringConfig(
                            QueryStringConditionConfig.builder()
                                .values(
                                    List.of(
                                        QueryStringKeyValuePair.builder()
                                            .key("k")
                                            .value(value)
                                            .build()))
                                .build())
                        .build());
    return Combinators.combine(
            hosts.injectNull(0.5),
            paths.injectNull(0.2),
            methods.injectNull(0.7),
            headers.injectNull(0.6),
            queries.injectNull(0.7))
        .as(
            (host, path, method, header, query) ->
                Arrays.asList(host, path, method, header, query).stream()
                    .filter(Objects::nonNull)
                    .toList())
        .filter(conditions -> !conditions.isEmpty())
        .list()
        .ofMaxSize(5);
  }

  private static RuleCondition path(String... values) {
    return RuleCondition.builder()
        .pathPatternConfig(PathPatternConditionConfig.builder().values(List.of(values)).build())
        .build();
  }

  private static List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    for (String host : HOSTS) {
      for (String path : PATHS) {
        for (String method : METHODS) {
          for (String header : VALUES) {
            requests.add(new Request(host, path, method, header, ""));
            requests.add(new Request(host, path, method, header, "1"));
            requests.add(new Request(host, path, method, header, "tea"));
          }
        }
      }
    }
    return requests;
  }

  /** Source: the ELB user guide, rule conditions. */
  private static boolean meets(Request request, RuleCondition condition) {
    if (condition.hostHeaderConfig() != null) {
      return any(condition.hostHeaderConfig().values(), request.host, Pattern.CASE_INSENSITIVE);
    }
    if (condition.pathPatternConfig() != null) {
      return any(condition.pathPatternConfig().values(), request.path, 0);
    }
    if (condition.httpRequestMethodConfig() != null) {
      return condition.httpRequestMethodConfig().values().contains(request.method);
    }
    if (condition.httpHeaderConfig() != null) {
      return !request.header.isEmpty()
          && any(condition.httpHeaderConfig().values(), request.header, Pattern.CASE_INSENSITIVE);
    }
    return !request.query.isEmpty()
        && any(
            List.of(condition.queryStringConfig().values().getFirst().value()),
            request.query,
            Pattern.CASE_INSENSITIVE);
  }

  private static boolean any(List<String> patterns, String value, int flags) {
    return patterns.stream()
        .map(pattern -> pattern.replace(".", "\\.").replace("*", ".*").replace("?", "."))
        .anyMatch(pattern -> Pattern.compile(pattern, flags).matcher(value).matches());
  }

  /**
   * The place of the rule that an implementation chooses.
   *
   * @param hostFirst whether it looks at the routes of the host only, if that has any
   */
  private static int chosen(
      Precedence.Outcome outcome, Request request, boolean olderFirst, boolean hostFirst) {
    Comparator<Map.Entry<RouteMatch, Integer>> first =
        Map.Entry.<RouteMatch, Integer>comparingByKey(RouteMatch.PRECEDENCE.reversed());
    List<Map.Entry<RouteMatch, Integer>> routes = new ArrayList<>();
    outcome
        .matches()
        .forEach((rule, all) -> all.forEach(match -> routes.add(Map.entry(match, rule))));
    if (!olderFirst) {
      Collections.reverse(routes);
    }
    routes.removeIf(
        route ->
            route.getKey().host().meet(new HostMatch(request.host)) instanceof Overlap.None<?>);
    if (hostFirst) {
      HostMatch host =
          routes.stream()
              .map(route -> route.getKey().host())
              .max(Comparator.naturalOrder())
              .orElseThrow();
      routes.removeIf(route -> !route.getKey().host().equals(host));
    }
    return routes.stream()
        .filter(route -> takes(route.getKey(), request))
        .min(first)
        .orElseThrow()
        .getValue();
  }

  /** What the match that is written takes, where below a path is a prefix. */
  private static boolean takes(RouteMatch match, Request request) {
    PathMatch path = match.path();
    boolean ofPath =
        path.kind() == PathMatch.Kind.BELOW
            ? PathMatch.prefix(path.value()).matches(request.path)
            : path.matches(request.path);
    return ofPath
        && (match.method() == null || match.method().equals(request.method))
        && match.headers().values().stream().allMatch(value -> has(value, request.header))
        && match.query().values().stream().allMatch(value -> has(value, request.query));
  }

  private static boolean has(ValueMatch value, String text) {
    return !text.isEmpty() && value.matches(text);
  }
}
