package dev.kubeecs.gateway.logs.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A page of events.
 *
 * @param streams whose events
 * @param from the first time, in milliseconds since the epoch
 * @param to the time before which they were, in milliseconds since the epoch
 * @param after the last event seen, or where the page before ended; empty for the first page
 * @param latestFirst whether the page begins at the end
 * @param matches which messages
 * @param limit most events
 * @param bytes about how long their messages may be together
 * @param patience after reading that many bytes the page may end before it is full
 */
public record EventQuery(
    List<LogStream> streams,
    long from,
    long to,
    Optional<EventKey> after,
    boolean latestFirst,
    Predicate<String> matches,
    int limit,
    long bytes,
    long patience) {

  public EventQuery {
    streams = List.copyOf(streams);
  }

  /**
   * The answer.
   *
   * @param events in the order of the query
   * @param next where the next page begins; empty if there is nothing more
   */
  public record Page(List<StoredEvent> events, Optional<EventKey> next) {

    public Page {
      events = List.copyOf(events);
    }
  }
}
