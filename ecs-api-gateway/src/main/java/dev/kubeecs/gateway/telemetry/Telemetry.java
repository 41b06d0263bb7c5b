package dev.kubeecs.gateway.telemetry;

import dev.kubeecs.gateway.protocol.Answer;
import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.Identity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Counts, times and logs every call. */
@Singleton
public final class Telemetry {

  private static final Logger ACCESS = Logger.getLogger("dev.kubeecs.gateway.access");
  private static final String REQUEST_ID = "requestId";
  private static final Duration[] BUCKETS =
      IntStream.of(2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry meters;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();

  Telemetry(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Does work under a request id, which every log line of it then carries. */
  public <T> T withRequestId(String requestId, Supplier<T> work) {
    MDC.put(REQUEST_ID, requestId);
    try {
      return work.get();
    } finally {
      MDC.remove(REQUEST_ID);
    }
  }

  /** Records an answered call and how long it took. */
  public void record(Answer answer, Duration took) {
    String action = answer.operation().map(BoundOperation::action).orElse("unknown");
    timers.computeIfAbsent(new Outcome(action, answer.code()), this::timer).record(took);
    if (!answer.unknownMembers().isEmpty()) {
      meters
          .counter("kube_ecs_gateway_unknown_members", "action", action)
          .increment(answer.unknownMembers().size());
    }
    withRequestId(
        answer.requestId(),
        () -> {
          log(answer, action, took);
          return null;
        });
  }

  private record Outcome(String action, String code) {}

  private Timer timer(Outcome outcome) {
    return Timer.builder("kube_ecs_gateway_calls")
        .description("Calls of the AWS API by operation and answer")
        .tag("action", outcome.action())
        .tag("code", outcome.code())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  private static void log(Answer answer, String action, Duration took) {
    ACCESS.infof(
        "%s %s %s %s %d ms%s%s",
        answer.caller().map(caller -> caller.account().id()).orElse("-"),
        answer.caller().map(Identity::accessKeyId).orElse("-"),
        action,
        answer.code(),
        took.toMillis(),
        answer.message().isEmpty() ? "" : ": " + oneLine(answer.message()),
        answer.unknownMembers().isEmpty()
            ? ""
            : "; ignored unknown members " + oneLine(answer.unknownMembers().toString()));
  }

  /** Names and values that a client chose must not forge log lines. */
  private static String oneLine(String text) {
    return text.codePoints()
        .limit(500)
        .map(character -> Character.isISOControl(character) ? '?' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
