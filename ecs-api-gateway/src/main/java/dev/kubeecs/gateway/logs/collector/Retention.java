package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.gateway.logs.LogsConfiguration;
import dev.kubeecs.gateway.logs.store.LogStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Removes what groups do not keep, and the oldest events where the store is too large. */
@Singleton
final class Retention {

  private static final Logger LOG = Logger.getLogger(Retention.class);

  private final LogsConfiguration configuration;
  private final Clock clock;

  Retention(LogsConfiguration configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  void sweep(LogStore store) {
    store.removeOver(clock.millis());
    long freed = store.shrinkTo(configuration.maxSize().asLongValue());
    if (freed > 0) {
      LOG.warnf(
          "the log store was larger than KUBE_ECS_LOGS_MAX_SIZE: its oldest %d bytes are gone",
          freed);
    }
  }
}
