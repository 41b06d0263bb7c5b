package dev.kubeecs.gateway.logs;

import dev.kubeecs.api.logs.GetLogEventsRequest;
import dev.kubeecs.api.logs.GetLogEventsResponse;
import dev.kubeecs.api.logs.OutputLogEvent;
import dev.kubeecs.gateway.logs.store.EventKey;
import dev.kubeecs.gateway.logs.store.EventQuery;
import dev.kubeecs.gateway.logs.store.EventScan;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.logs.store.LogStream;
import dev.kubeecs.gateway.logs.store.StoredEvent;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.Absent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * GetLogEvents: pages of a stream, forward and backward. A token that leads to nothing is answered
 * again, and leads to what comes later.
 */
@Singleton
final class GetLogEvents implements Handlers {

  /** Source: API reference of GetLogEvents. */
  private static final int MOST_EVENTS = 10_000;

  private static final long MOST_BYTES = 1 << 20;

  private final LogGroups groups;
  private final Clock clock;

  GetLogEvents(LogGroups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(GetLogEventsRequest.class, this::get);
  }

  private GetLogEventsResponse get(GetLogEventsRequest request, Call call) {
    LogGroup group = groups.require(call, request.logGroupName(), request.logGroupIdentifier());
    LogStream stream = LogGroups.requireStream(group, request.logStreamName());
    Optional<EventToken> token = EventToken.parse(request.nextToken(), stream.name());
    boolean forward =
        token.map(EventToken::forward).orElse(Absent.or(request.startFromHead(), false));
    long from = Math.max(Absent.or(request.startTime(), 0L), group.over(clock.millis()));
    List<StoredEvent> found =
        EventScan.page(
                new EventQuery(
                    List.of(stream),
                    from,
                    Absent.or(request.endTime(), Long.MAX_VALUE),
                    token.map(EventToken::key),
                    !forward,
                    message -> true,
                    Absent.or(request.limit(), MOST_EVENTS),
                    MOST_BYTES,
                    Long.MAX_VALUE))
            .events();
    List<StoredEvent> events = forward ? found : found.reversed();
    return events.isEmpty()
        ? nothing(token.orElse(new EventToken(true, new EventKey(from, stream.name(), -1))))
        : new GetLogEventsResponse(
            events.stream().map(GetLogEvents::view).toList(),
            EventToken.forward(events.getLast().key()),
            EventToken.backward(events.getFirst().key()));
  }

  private static GetLogEventsResponse nothing(EventToken token) {
    return new GetLogEventsResponse(List.of(), token.forwardOfNothing(), token.backwardOfNothing());
  }

  private static OutputLogEvent view(StoredEvent stored) {
    return new OutputLogEvent(
        stored.event().timestamp(), stored.event().message(), stored.event().ingestionTime());
  }
}
