package dev.kubeecs.operator.runtime;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock that every timestamp comes from. */
final class Clocks {

  @Produces
  @Singleton
  Clock utc() {
    return Clock.systemUTC();
  }
}
