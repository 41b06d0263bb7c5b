package dev.kubeecs.gateway.logs;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.logs.FilterLogEventsRequest;
import dev.kubeecs.api.logs.FilterLogEventsResponse;
import dev.kubeecs.api.logs.FilteredLogEvent;
import dev.kubeecs.gateway.logs.filter.FilterPattern;
import dev.kubeecs.gateway.logs.filter.FilterPatternException;
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
import java.util.function.Predicate;

/** FilterLogEvents: the events of many streams by time, as {@code aws logs tail} asks for them. */
@Singleton
final class FilterLogEvents implements Handlers {

  /** Source: API reference of FilterLogEvents. */
  private static final int MOST_EVENTS = 10_000;

  private static final long MOST_BYTES = 1 << 20;

  /** Some tenths of a second: then the page ends early, as it does in AWS. */
  private static final long PATIENCE_BYTES = 64 << 20;

  private final LogGroups groups;
  private final Clock clock;

  FilterLogEvents(LogGroups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(FilterLogEventsRequest.class, this::filter);
  }

  private FilterLogEventsResponse filter(FilterLogEventsRequest request, Call call) {
    LogGroup group = groups.require(call, request.logGroupName(), request.logGroupIdentifier());
    Long last = request.endTime();
    boolean latestFirst = !Absent.or(request.startFromHead(), true);
    EventQuery.Page page =
        EventScan.page(
            new EventQuery(
                streams(group, request),
                Math.max(Absent.or(request.startTime(), 0L), group.over(clock.millis())),
                // Here the end is part of the range, unlike in GetLogEvents.
                last == null || last == Long.MAX_VALUE ? Long.MAX_VALUE : last + 1,
                FilterToken.parse(call, request.nextToken()),
                latestFirst,
                pattern(request.filterPattern()),
                Absent.or(request.limit(), MOST_EVENTS),
                MOST_BYTES,
                PATIENCE_BYTES));
    return new FilterLogEventsResponse(
        page.events().stream().map(FilterLogEvents::view).toList(),
        // Source: API reference, streams are not listed any more.
        List.of(),
        page.next().map(next -> FilterToken.of(call, next)).orElse(null));
  }

  private static List<LogStream> streams(LogGroup group, FilterLogEventsRequest request) {
    List<String> names = asEmpty(request.logStreamNames());
    if (!names.isEmpty() && request.logStreamNamePrefix() != null) {
      throw LogErrors.invalid("logStreamNames and logStreamNamePrefix exclude each other.");
    }
    return names.isEmpty()
        ? List.copyOf(group.streams(Absent.or(request.logStreamNamePrefix(), "")))
        : names.stream().distinct().map(name -> LogGroups.requireStream(group, name)).toList();
  }

  private static Predicate<String> pattern(String pattern) {
    try {
      return FilterPattern.parse(pattern);
    } catch (FilterPatternException e) {
      throw LogErrors.invalid("%s", e.getMessage());
    }
  }

  private static FilteredLogEvent view(StoredEvent stored) {
    EventKey key = stored.key();
    return new FilteredLogEvent(
        key.stream(),
        key.timestamp(),
        stored.event().message(),
        stored.event().ingestionTime(),
        FilterToken.eventId(key));
  }
}
