package dev.kubeecs.gateway.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The headers of an HTTP request, by lower-case name. */
public final class Headers {

  private final Map<String, List<String>> values;

  private Headers(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Headers as they came, in their order; a name may be repeated. */
  public static Headers of(Iterable<Map.Entry<String, String>> entries) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries) {
      values
          .computeIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(entry.getValue());
    }
    return new Headers(values);
  }

  /** The first value, if the header is there. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Every value, in order. */
  public List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The lower-case names. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }
}
