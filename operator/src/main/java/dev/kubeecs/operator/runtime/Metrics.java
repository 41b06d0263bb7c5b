package dev.kubeecs.operator.runtime;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Keeps the meters of the operator SDK such that Prometheus takes them. */
final class Metrics {

  /** Of one meter these are on some events only, and name single objects. */
  private static final List<String> VARYING = List.of("namespace", "name", "scope", "action");

  /**
   * The SDK gives one meter different sets of tags; Prometheus throws at the second set, inside the
   * informer.
   */
  @Produces
  @Singleton
  MeterFilter sameTagsAlways() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith("operator.sdk.")) {
          return id;
        }
        List<Tag> kept =
            id.getTags().stream().filter(tag -> !VARYING.contains(tag.getKey())).toList();
        return id.replaceTags(kept);
      }
    };
  }
}
