package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.QueryStringKeyValuePair;
import dev.kubeecs.api.elbv2.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The conditions of a rule as matches. */
final class ConditionMatches {

  /** Source: the schema of HTTPRoute, hostnames. */
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Source: the schema of HTTPRoute, paths that are no regular expressions. */
  private static final Pattern PATH =
      Pattern.compile("/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*");

  private static final Pattern UNSAFE_PATH =
      Pattern.compile(".*(//|/\\./|/\\.\\./|%2f|%2F).*|.*/\\.\\.?");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final String DIALECT =
      "the Gateway API leaves the dialect of regular expressions to each implementation";

  private final boolean belowIsKnown;

  private ConditionMatches(boolean belowIsKnown) {
    this.belowIsKnown = belowIsKnown;
  }

  /**
   * The matches of which a request must meet one.
   *
   * @param belowIsKnown whether all requests have a route, so that what is below a path can be
   *     written as a prefix, and the path itself elsewhere
   * @throws NotExpressible where there is no such match
   */
  static List<RouteMatch> of(List<RuleCondition> conditions, boolean belowIsKnown) {
    ConditionMatches matches = new ConditionMatches(belowIsKnown);
    List<RouteMatch> all = List.of(RouteMatch.ANY);
    for (RuleCondition condition : asEmpty(conditions)) {
      List<RouteMatch> together = new ArrayList<>();
      List<RouteMatch> alternatives = matches.alternatives(condition);
      for (RouteMatch match : all) {
        for (RouteMatch alternative : alternatives) {
          switch (match.meet(alternative)) {
            case Overlap.None<RouteMatch> none -> {}
            case Overlap.Of<RouteMatch>(RouteMatch both) -> together.add(both);
            case Overlap.Unknown<RouteMatch> unknown ->
                throw new NotExpressible(
                    "conditions",
                    "two conditions on the same part of a request cannot be one match of the"
                        + " Gateway API");
          }
        }
      }
      all = together.stream().distinct().toList();
    }
    return all;
  }

  private List<RouteMatch> alternatives(RuleCondition condition) {
    if (condition.sourceIpConfig() != null) {
      throw new NotExpressible(
          "conditions.sourceIpConfig", "the Gateway API has no match on the address of a client");
    }
    if (condition.hostHeaderConfig() != null) {
      return hosts(
          condition.hostHeaderConfig().values(), condition.hostHeaderConfig().regexValues());
    }
    if (condition.pathPatternConfig() != null) {
      return paths(
          condition.pathPatternConfig().values(), condition.pathPatternConfig().regexValues());
    }
    if (condition.httpHeaderConfig() != null) {
      without(
          condition.httpHeaderConfig().regexValues(), "conditions.httpHeaderConfig.regexValues");
      return headers(
          condition.httpHeaderConfig().httpHeaderName(), condition.httpHeaderConfig().values());
    }
    if (condition.httpRequestMethodConfig() != null) {
      return condition.httpRequestMethodConfig().values().stream()
          .map(ConditionMatches::method)
          .toList();
    }
    if (condition.queryStringConfig() != null) {
      return condition.queryStringConfig().values().stream().map(ConditionMatches::query).toList();
    }
    return "host-header".equals(condition.field())
        ? hosts(condition.values(), condition.regexValues())
        : paths(condition.values(), condition.regexValues());
  }

  private static List<RouteMatch> hosts(List<String> values, List<String> expressions) {
    without(expressions, "conditions.hostHeaderConfig.regexValues");
    return values.stream().map(ConditionMatches::host).toList();
  }

  private static RouteMatch host(String value) {
    String name = value.toLowerCase(Locale.ROOT);
    if (!name.equals("*") && !HOST.matcher(name).matches()) {
      throw new NotExpressible(
          "conditions.hostHeaderConfig",
          "'%s' is neither a whole host name nor '*.' and the end of one: the Gateway API has no other"
              .formatted(value));
    }
    return new RouteMatch(
        new HostMatch(name), PathMatch.ANY, null, new TreeMap<>(), new TreeMap<>());
  }

  private List<RouteMatch> paths(List<String> values, List<String> expressions) {
    without(expressions, "conditions.pathPatternConfig.regexValues");
    return values.stream()
        .map(value -> path(value, values))
        .distinct()
        .map(RouteMatch.ANY::at)
        .toList();
  }

  /** With its neighbours: {@code /a} and {@code /a/*} are a prefix. */
  private PathMatch path(String value, List<String> beside) {
    if (value.equals("*") || value.equals("/*")) {
      return PathMatch.ANY;
    }
    Wildcards wildcards = Wildcards.of(value);
    if (wildcards.exact() && isPlain(wildcards.literal())) {
      return beside.contains(value + "/*") && !value.endsWith("/")
          ? PathMatch.prefix(value)
          : PathMatch.exact(wildcards.literal());
    }
    String above = value.endsWith("/*") ? value.substring(0, value.length() - 2) : "";
    boolean below = Wildcards.of(above).exact() && isPlain(above) && !above.endsWith("/");
    if (below && beside.contains(above)) {
      return PathMatch.prefix(above);
    }
    return below && belowIsKnown
        ? PathMatch.below(above)
        : PathMatch.expression(wildcards.expression(), wildcards.literal());
  }

  private static boolean isPlain(String path) {
    return PATH.matcher(path).matches() && !UNSAFE_PATH.matcher(path).matches();
  }

  private static List<RouteMatch> headers(String name, List<String> values) {
    return values.stream()
        .map(Wildcards::ignoringCase)
        .map(
            value ->
                new RouteMatch(
                    HostMatch.ANY,
                    PathMatch.ANY,
                    null,
                    one(name.toLowerCase(Locale.ROOT), value.value()),
                    new TreeMap<>()))
        .toList();
  }

  private static RouteMatch method(String method) {
    if (!METHODS.contains(method)) {
      throw new NotExpressible(
          "conditions.httpRequestMethodConfig", "the Gateway API has no method " + method);
    }
    return new RouteMatch(HostMatch.ANY, PathMatch.ANY, method, new TreeMap<>(), new TreeMap<>());
  }

  private static RouteMatch query(QueryStringKeyValuePair pair) {
    Wildcards key = Wildcards.of(pair.key() == null ? "*" : pair.key());
    if (!key.exact()) {
      throw new NotExpressible(
          "conditions.queryStringConfig",
          "the Gateway API matches values of keys that are given in full only");
    }
    Wildcards value = Wildcards.ignoringCase(pair.value() == null ? "*" : pair.value());
    return new RouteMatch(
        HostMatch.ANY, PathMatch.ANY, null, new TreeMap<>(), one(key.literal(), value.value()));
  }

  private static SortedMap<String, ValueMatch> one(String name, ValueMatch value) {
    SortedMap<String, ValueMatch> values = new TreeMap<>();
    values.put(name, value);
    return values;
  }

  private static void without(List<String> expressions, String field) {
    if (!asEmpty(expressions).isEmpty()) {
      throw new NotExpressible(field, DIALECT);
    }
  }
}
