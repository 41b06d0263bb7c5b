package dev.kubeecs.gateway.logs;

import dev.kubeecs.api.logs.EntityRejectionErrorType;
import dev.kubeecs.api.logs.InputLogEvent;
import dev.kubeecs.api.logs.PutLogEventsRequest;
import dev.kubeecs.api.logs.PutLogEventsResponse;
import dev.kubeecs.api.logs.RejectedEntityInfo;
import dev.kubeecs.api.logs.RejectedLogEventsInfo;
import dev.kubeecs.gateway.logs.store.LogEvent;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.logs.store.LogStream;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** PutLogEvents. The limits are those of its API reference. */
@Singleton
final class PutLogEvents implements Handlers {

  private static final int MOST_BYTES = 1_048_576;
  private static final int OVERHEAD_BYTES = 26;
  private static final long LONGEST_SPAN = Duration.ofHours(24).toMillis();
  private static final long OLDEST = Duration.ofDays(14).toMillis();
  private static final long NEWEST = Duration.ofHours(2).toMillis();

  private final LogGroups groups;
  private final Clock clock;

  PutLogEvents(LogGroups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(PutLogEventsRequest.class, this::put);
  }

  private PutLogEventsResponse put(PutLogEventsRequest request, Call call) {
    LogGroup group = groups.require(call, request.logGroupName());
    LogStream stream = LogGroups.requireStream(group, request.logStreamName());
    check(request.logEvents());
    long now = clock.millis();
    Refused refused = Refused.of(request.logEvents(), now, group.over(now));
    boolean stored =
        stream.appendDurably(
            request.logEvents().subList(refused.before(), refused.after()).stream()
                .map(event -> LogEvent.of(event.timestamp(), now, event.message()))
                .toList());
    if (!stored) {
      throw LogErrors.noStream();
    }
    return PutLogEventsResponse.builder()
        // Source: API reference, tokens are answered still and mean nothing any more.
        .nextSequenceToken("%056d".formatted(now))
        .rejectedLogEventsInfo(refused.info(request.logEvents().size()))
        .rejectedEntityInfo(
            request.entity() == null
                ? null
                : new RejectedEntityInfo(EntityRejectionErrorType.UNSUPPORTEDLOGGROUPTYPE))
        .build();
  }

  private static void check(List<InputLogEvent> events) {
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i).timestamp() < events.get(i - 1).timestamp()) {
        throw LogErrors.invalid(
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
    }
    if (events.getLast().timestamp() - events.getFirst().timestamp() > LONGEST_SPAN) {
      throw LogErrors.invalid(
          "The batch of log events in a single PutLogEvents request cannot span more than 24"
              + " hours.");
    }
    long bytes =
        events.stream()
            .mapToLong(
                event -> event.message().getBytes(StandardCharsets.UTF_8).length + OVERHEAD_BYTES)
            .sum();
    if (bytes > MOST_BYTES) {
      throw LogErrors.invalid("Upload too large: %d bytes exceeds limit of %d", bytes, MOST_BYTES);
    }
  }

  /** Which events of a batch, which is in order, are not stored. */
  private record Refused(int expired, int tooOld, int after) {

    static Refused of(List<InputLogEvent> events, long now, long over) {
      return new Refused(
          firstFrom(events, over),
          firstFrom(events, now - OLDEST),
          firstFrom(events, now + NEWEST + 1));
    }

    private static int firstFrom(List<InputLogEvent> events, long time) {
      return (int) events.stream().filter(event -> event.timestamp() < time).count();
    }

    int before() {
      return Math.min(after, Math.max(expired, tooOld));
    }

    /** Null if all are stored. */
    RejectedLogEventsInfo info(int size) {
      return before() == 0 && after == size
          ? null
          : new RejectedLogEventsInfo(
              after == size ? null : after,
              tooOld == 0 ? null : tooOld,
              expired == 0 ? null : expired);
    }
  }
}
