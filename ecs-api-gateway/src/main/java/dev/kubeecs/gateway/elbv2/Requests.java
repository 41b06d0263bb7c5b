package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What requests for several kinds have in common. */
final class Requests {

  /** What load balancers and target groups may be called. */
  static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?");

  private static final int LARGEST_PAGE = 400;

  private Requests() {}

  /** The page that is asked for. */
  static PageRequest page(Call call, Integer size, String marker) {
    return PageRequest.of(call, size, marker, LARGEST_PAGE, LARGEST_PAGE);
  }

  /** Attributes with some changed; one without a value has the empty one. */
  static <A> List<A> changed(
      List<A> present,
      List<A> changes,
      Function<A, String> key,
      Function<A, String> value,
      BiFunction<String, String, A> attribute) {
    Map<String, String> all = new TreeMap<>();
    asEmpty(present).forEach(a -> all.put(key.apply(a), or(value.apply(a), "")));
    changes.forEach(a -> all.put(key.apply(a), or(value.apply(a), "")));
    return attributes(all, attribute);
  }

  /** Attributes by their keys, as the API lists them. */
  static <A> List<A> attributes(
      Map<String, String> values, BiFunction<String, String, A> attribute) {
    return values.entrySet().stream()
        .map(entry -> attribute.apply(entry.getKey(), entry.getValue()))
        .toList();
  }
}
