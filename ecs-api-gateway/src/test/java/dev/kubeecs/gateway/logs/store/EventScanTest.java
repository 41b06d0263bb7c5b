package dev.kubeecs.gateway.logs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.naming.Account;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of many streams, some of which are many files. */
class EventScanTest {

  private static final int BIG = 10_000;

  @TempDir private Path folder;

  @Test
  void anImpatientQuerySeesEverythingOnceAndInOrder() {
    try (LogStore store = LogStore.open(folder)) {
      LogGroup group =
          store
              .create(Account.DEFAULT, new LogGroup.Description("g", 0, null, Map.of()))
              .orElseThrow();
      Random random = new Random(42);
      List<String> written = new ArrayList<>();
      for (int s = 0; s < 3; s++) {
        LogStream stream = group.createStream("s" + s, 0).orElseThrow();
        for (int i = 0; i < 400; i++) {
          // Mostly in order, over several segments of a megabyte.
          long time = i * 100L + random.nextInt(5_000);
          String message = "s" + s + " " + i + " " + "x".repeat(BIG);
          written.add(time + " " + head(message));
          stream.append(List.of(LogEvent.of(time, time, message)));
        }
      }
      for (boolean latestFirst : new boolean[] {false, true}) {
        List<StoredEvent> seen = new ArrayList<>();
        Optional<EventKey> after = Optional.empty();
        int pages = 0;
        do {
          EventQuery.Page page =
              EventScan.page(
                  new EventQuery(
                      List.copyOf(group.streams()),
                      0,
                      Long.MAX_VALUE,
                      after,
                      latestFirst,
                      message -> true,
                      100,
                      300_000,
                      1));
          assertThat(page.events().stream().mapToLong(e -> e.event().message().length()).sum())
              .isLessThanOrEqualTo(300_000);
          seen.addAll(page.events());
          after = page.next();
          pages++;
        } while (after.isPresent());
        Comparator<EventKey> order =
            latestFirst ? Comparator.reverseOrder() : Comparator.naturalOrder();
        assertThat(pages).isGreaterThan(10);
        assertThat(seen).isSortedAccordingTo(Comparator.comparing(StoredEvent::key, order));
        assertThat(seen)
            .extracting(e -> e.key().timestamp() + " " + head(e.event().message()))
            .containsExactlyInAnyOrderElementsOf(written);
      }
    }
  }

  @Test
  void theStoreIsTakenUpAsItWasLeft() {
    Account account = new Account("123456789012", "eu-central-1");
    try (LogStore store = LogStore.open(folder)) {
      LogGroup group =
          store
              .create(account, new LogGroup.Description("/ecs/web", 5, 7, Map.of("a", "b")))
              .orElseThrow();
      group.createStream("web/nginx/1", 6).orElseThrow().append(List.of(LogEvent.of(1, 2, "ä")));
      group.createStream("gone", 6);
      group.deleteStream("gone");
      store.create(account, new LogGroup.Description("/gone", 5, null, Map.of()));
      store.delete(account, "/gone");
    }
    try (LogStore store = LogStore.open(folder)) {
      assertThat(store.groups(account))
          .extracting(LogGroup::description)
          .containsExactly(new LogGroup.Description("/ecs/web", 5, 7, Map.of("a", "b")));
      LogGroup group = store.group(account, "/ecs/web").orElseThrow();
      assertThat(group.streams()).extracting(LogStream::name).containsExactly("web/nginx/1");
      assertThat(group.stream("web/nginx/1").orElseThrow().span())
          .contains(new LogStream.Span(1, 1, 2));
    }
  }

  @Test
  void theOldestEventsGoWhereTheStoreIsTooLarge() {
    try (LogStore store = LogStore.open(folder)) {
      LogGroup group =
          store
              .create(Account.DEFAULT, new LogGroup.Description("g", 0, null, Map.of()))
              .orElseThrow();
      LogStream stream = group.createStream("s", 0).orElseThrow();
      for (int i = 0; i < 500; i++) {
        stream.append(List.of(LogEvent.of(i, i, "x".repeat(BIG))));
      }
      store.shrinkTo(2_500_000);
      assertThat(store.bytes()).isBetween(1_000_000L, 2_500_000L);
      assertThat(stream.span().orElseThrow().last()).isEqualTo(499);
      assertThat(stream.span().orElseThrow().first()).isGreaterThan(100);
    }
  }

  /** Without the filling. */
  private static String head(String message) {
    return message.substring(0, message.indexOf(" x"));
  }
}
