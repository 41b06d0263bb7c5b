package dev.kubeecs.operator.loadbalancing.gatewayapi;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a request must be for a route, all of it.
 *
 * @param method null is any
 * @param headers by their names in small letters
 * @param query by their keys
 */
record RouteMatch(
    HostMatch host,
    PathMatch path,
    String method,
    SortedMap<String, ValueMatch> headers,
    SortedMap<String, ValueMatch> query) {

  /** All requests. */
  static final RouteMatch ANY =
      new RouteMatch(HostMatch.ANY, PathMatch.ANY, null, new TreeMap<>(), new TreeMap<>());

  /**
   * By what the Gateway API lets matches go first, the greater one. Source: the Gateway API
   * reference, HTTPRouteSpec.hostnames and HTTPRouteRule.matches; where regular expressions of
   * paths stand is left to implementations, of which those by Envoy have them after whole paths.
   */
  static final Comparator<RouteMatch> PRECEDENCE =
      Comparator.comparing(RouteMatch::host)
          .thenComparing(RouteMatch::path)
          .thenComparing(match -> match.method != null)
          .thenComparing(match -> match.headers.size())
          .thenComparing(match -> match.query.size());

  /** No more can be written of headers, and as many of a query. */
  private static final int MOST_VALUES = 16;

  /** What both have in common. */
  Overlap<RouteMatch> meet(RouteMatch other) {
    Overlap<RouteMatch> of =
        host.meet(other.host)
            .and(path.meet(other.path), (h, p) -> new RouteMatch(h, p, method, headers, query));
    Overlap<String> methods =
        method == null
            ? new Overlap.Of<>(other.method)
            : other.method == null
                ? new Overlap.Of<>(method)
                : Overlap.ifEqual(method, other.method);
    return of.and(methods, (match, m) -> new RouteMatch(match.host, match.path, m, headers, query))
        .and(
            meet(headers, other.headers),
            (match, h) -> new RouteMatch(match.host, match.path, match.method, h, query))
        .and(
            meet(query, other.query),
            (match, q) -> new RouteMatch(match.host, match.path, match.method, match.headers, q));
  }

  /** The same for another host. */
  RouteMatch on(HostMatch other) {
    return new RouteMatch(other, path, method, headers, query);
  }

  /** The same for another path. */
  RouteMatch at(PathMatch other) {
    return new RouteMatch(host, other, method, headers, query);
  }

  private static Overlap<SortedMap<String, ValueMatch>> meet(
      SortedMap<String, ValueMatch> one, SortedMap<String, ValueMatch> other) {
    SortedMap<String, ValueMatch> all = new TreeMap<>(one);
    Overlap<SortedMap<String, ValueMatch>> met = new Overlap.Of<>(all);
    for (Map.Entry<String, ValueMatch> entry : other.entrySet()) {
      ValueMatch present = one.get(entry.getKey());
      Overlap<ValueMatch> value =
          present == null ? new Overlap.Of<>(entry.getValue()) : present.meet(entry.getValue());
      met =
          met.and(
              value,
              (values, v) -> {
                values.put(entry.getKey(), v);
                return values;
              });
    }
    return all.size() > MOST_VALUES && met instanceof Overlap.Of<?> ? new Overlap.Unknown<>() : met;
  }
}
