package dev.kubeecs.gateway.sessionmanager;

import dev.kubeecs.gateway.telemetry.Telemetry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The sessions that are open: counted, logged, and ended with the gateway. */
@Singleton
final class Sessions {

  private static final Logger LOG = Logger.getLogger(Sessions.class);

  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final Telemetry telemetry;
  private final Clock clock;
  private final Timer durations;

  Sessions(Telemetry telemetry, MeterRegistry meters, Clock clock) {
    this.telemetry = telemetry;
    this.clock = clock;
    this.durations =
        Timer.builder("kube_ecs_gateway_session_duration")
            .description("How long sessions of ExecuteCommand lasted")
            .register(meters);
    Gauge.builder("kube_ecs_gateway_open_sessions", open, Set::size)
        .description("Sessions of ExecuteCommand that are open")
        .register(meters);
  }

  int count() {
    return open.size();
  }

  void began(Session session) {
    open.add(session);
    log(session, "session %s began: %s".formatted(session.id(), session.admitted().description()));
  }

  void ended(Session session) {
    if (!open.remove(session)) {
      return;
    }
    Duration lasted = Duration.between(session.began(), clock.instant());
    durations.record(lasted);
    log(
        session,
        "session %s ended after %d ms, %d bytes typed, %d shown%s"
            .formatted(
                session.id(),
                lasted.toMillis(),
                session.bytesIn(),
                session.bytesOut(),
                session.farewell().isEmpty() ? "" : ": " + session.farewell()));
  }

  void end(@Observes ShutdownEvent event) {
    open.forEach(session -> session.abortLater("The gateway of kube-ecs is shutting down."));
  }

  private void log(Session session, String line) {
    telemetry.withRequestId(
        session.admitted().requestId(),
        () -> {
          LOG.info(line);
          return null;
        });
  }
}
