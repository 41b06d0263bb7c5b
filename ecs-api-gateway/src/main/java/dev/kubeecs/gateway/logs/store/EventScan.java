package dev.kubeecs.gateway.logs.store;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Answers a query by visiting segments in the order of their nearest event, and keeps no more
 * events than the page has. It ends as soon as no segment left can hold one that is nearer, so
 * where events came in the order of their times it reads about as much as it answers.
 */
public final class EventScan {

  private final EventQuery query;
  private final Comparator<EventKey> order;

  /** The farthest first, which is the one to give up. */
  private final PriorityQueue<StoredEvent> kept;

  /** The nearest event that there was no room for: what is beyond it is for later pages. */
  private EventKey full;

  private long keptBytes;
  private long read;

  private EventScan(EventQuery query) {
    this.query = query;
    this.order = query.latestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    this.kept = new PriorityQueue<>(Comparator.comparing(StoredEvent::key, order.reversed()));
  }

  /** The page that the query asks for. */
  public static EventQuery.Page page(EventQuery query) {
    return new EventScan(query).page();
  }

  private EventQuery.Page page() {
    Optional<EventKey> horizon = Optional.empty();
    for (Candidate candidate : candidates()) {
      EventKey nearest = bound(nearest(candidate.segment()));
      if (full != null && order.compare(nearest, full) > 0) {
        break;
      }
      if (read > query.patience() && isProgress(nearest)) {
        horizon = Optional.of(nearest);
        break;
      }
      read += candidate.segment().bytes();
      candidate.stream().read(candidate.segment(), (p, raw) -> offer(candidate, p, raw));
    }
    Optional<EventKey> end = horizon;
    List<StoredEvent> events =
        kept.stream()
            .filter(event -> end.isEmpty() || order.compare(event.key(), end.get()) < 0)
            .sorted(Comparator.comparing(StoredEvent::key, order))
            .toList();
    boolean more = full != null && (end.isEmpty() || order.compare(full, end.get()) < 0);
    return new EventQuery.Page(events, more ? Optional.of(events.getLast().key()) : end);
  }

  private List<Candidate> candidates() {
    return query.streams().stream()
        .flatMap(
            stream -> stream.snapshot().stream().map(segment -> new Candidate(stream, segment)))
        .filter(candidate -> candidate.segment().count() > 0)
        .filter(candidate -> overlaps(candidate.segment()))
        .sorted(Comparator.comparing(c -> bound(nearest(c.segment())), order))
        .toList();
  }

  private record Candidate(LogStream stream, Segment segment) {}

  private boolean overlaps(Segment segment) {
    return segment.latest() >= query.from()
        && segment.earliest() < query.to()
        && query
            .after()
            .map(
                after ->
                    query.latestFirst()
                        ? segment.earliest() <= after.timestamp()
                        : segment.latest() >= after.timestamp())
            .orElse(true);
  }

  private long nearest(Segment segment) {
    return query.latestFirst() ? segment.latest() : segment.earliest();
  }

  /** Before every event of that time, in the order of the query. */
  private EventKey bound(long timestamp) {
    return query.latestFirst() ? EventKey.after(timestamp) : EventKey.before(timestamp);
  }

  /** Whether a page that ends there is a step forward. */
  private boolean isProgress(EventKey horizon) {
    return order.compare(horizon, query.after().orElseGet(this::beginning)) > 0;
  }

  private EventKey beginning() {
    return query.latestFirst() ? EventKey.after(query.to()) : EventKey.before(query.from());
  }

  private void offer(Candidate candidate, long position, Records.Raw raw) {
    long timestamp = raw.timestamp();
    if (timestamp < query.from() || timestamp >= query.to()) {
      return;
    }
    EventKey key = new EventKey(timestamp, candidate.stream().name(), position);
    if (query.after().isPresent() && order.compare(key, query.after().get()) <= 0) {
      return;
    }
    if (full != null && order.compare(key, full) >= 0) {
      return;
    }
    LogEvent event = raw.event();
    if (query.matches().test(event.message())) {
      keep(new StoredEvent(key, event));
    }
  }

  private void keep(StoredEvent event) {
    kept.add(event);
    keptBytes += bytes(event);
    while (kept.size() > query.limit() || (kept.size() > 1 && keptBytes > query.bytes())) {
      StoredEvent farthest = kept.remove();
      keptBytes -= bytes(farthest);
      full = farthest.key();
    }
  }

  private static long bytes(StoredEvent event) {
    return event.event().message().getBytes(StandardCharsets.UTF_8).length;
  }
}
