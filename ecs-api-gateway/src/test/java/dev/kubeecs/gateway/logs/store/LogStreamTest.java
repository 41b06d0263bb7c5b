package dev.kubeecs.gateway.logs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever is appended in whatever order, and wherever a crash cuts: reads see exactly it. */
class LogStreamTest {

  private Path folder;

  @BeforeTry
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("stream");
  }

  @AfterTry
  void deleteFolder() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  @Property(tries = 200)
  void pagesForwardAreAllEventsInTheOrderOfTheirTimes(
      @ForAll("batches") List<Batch> batches, @ForAll @IntRange(min = 1, max = 7) int limit) {
    LogStream stream = write(batches);
    assertThat(pages(stream, limit, false)).isEqualTo(sorted(batches));
  }

  @Property(tries = 200)
  void pagesBackwardAreTheSameFromTheEnd(
      @ForAll("batches") List<Batch> batches, @ForAll @IntRange(min = 1, max = 7) int limit) {
    LogStream stream = write(batches);
    assertThat(pages(stream, limit, true).reversed()).isEqualTo(sorted(batches));
  }

  @Property(tries = 100)
  void anotherProcessReadsTheSame(@ForAll("batches") List<Batch> batches) {
    List<LogEvent> before = pages(write(batches), 100, false);
    assertThat(pages(new LogStream("s", 0, folder), 100, false)).isEqualTo(before);
  }

  @Property(tries = 200)
  void aCrashCostsNoMoreThanTheEventThatItCuts(
      @ForAll("events") @Size(min = 1, max = 20) List<LogEvent> events,
      @ForAll @IntRange(max = 5000) int cut) {
    LogStream stream = new LogStream("s", 0, folder);
    stream.append(events);
    stream.close();
    int survivors = truncate(events, cut);

    LogStream recovered = new LogStream("s", 0, folder);
    LogEvent next = LogEvent.of(7, 8, "after the crash");
    recovered.append(List.of(next));

    List<LogEvent> expected = new ArrayList<>(events.subList(0, survivors));
    expected.add(next);
    assertThat(pages(recovered, 100, false))
        .isEqualTo(expected.stream().sorted(Comparator.comparing(LogEvent::timestamp)).toList());
  }

  @Property(tries = 100)
  void bytesThatACrashLeftBehindAreNoEvents(
      @ForAll("events") @Size(max = 10) List<LogEvent> events, @ForAll byte[] garbage)
      throws IOException {
    LogStream stream = new LogStream("s", 0, folder);
    stream.append(events);
    stream.close();
    Path file = folder.resolve(Segment.empty(0).fileName());
    Files.write(file, garbage, StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    assertThat(pages(new LogStream("s", 0, folder), 100, false))
        .isEqualTo(events.stream().sorted(Comparator.comparing(LogEvent::timestamp)).toList());
  }

  @Property(tries = 50)
  void whatIsAppendedBetweenTwoPagesIsSeenOnce(
      @ForAll("events") @Size(min = 1, max = 30) List<LogEvent> events,
      @ForAll @IntRange(min = 1, max = 5) int limit) {
    // In the order of time, as a container writes.
    List<LogEvent> ordered =
        events.stream().sorted(Comparator.comparing(LogEvent::timestamp)).toList();
    LogStream stream = new LogStream("s", 0, folder);
    List<LogEvent> seen = new ArrayList<>();
    Optional<EventKey> after = Optional.empty();
    for (LogEvent event : ordered) {
      stream.append(List.of(event));
      List<StoredEvent> page = page(stream, limit, false, after).events();
      page.forEach(found -> seen.add(found.event()));
      after = page.isEmpty() ? after : Optional.of(page.getLast().key());
    }
    assertThat(seen).isEqualTo(ordered);
  }

  @Property(tries = 100)
  void retentionTakesWholeSegmentsAndNeverAPosition(
      @ForAll("batches") List<Batch> batches, @ForAll @IntRange(max = 120) int time) {
    LogStream stream = write(batches);
    long next = stream.snapshot().stream().mapToLong(Segment::next).max().orElse(0);
    List<LogEvent> all = sorted(batches);
    stream.removeBefore(time);

    assertThat(pages(stream, 50, false))
        .isSubsetOf(all)
        .containsAll(all.stream().filter(event -> event.timestamp() >= time).toList());
    LogStream again = new LogStream("s", 0, folder);
    again.append(List.of(LogEvent.of(1, 1, "next")));
    assertThat(again.snapshot().getLast().next()).isEqualTo(next + 1);
  }

  /** Events that are appended together, and whether their file is full afterwards. */
  record Batch(List<LogEvent> events, boolean last) {}

  @Provide
  Arbitrary<List<Batch>> batches() {
    return Combinators.combine(events().list().ofMaxSize(6), Arbitraries.of(true, false))
        .as((events, last) -> new Batch(events.stream().flatMap(List::stream).toList(), last))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<LogEvent>> events() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 100),
            Arbitraries.longs().between(0, 5).list().ofMaxSize(3),
            Arbitraries.strings().ofMaxLength(40))
        .as((timestamp, lines, message) -> new LogEvent(timestamp, 1000, lines, message))
        .list()
        .ofMaxSize(20);
  }

  private LogStream write(List<Batch> batches) {
    LogStream stream = new LogStream("s", 0, folder);
    for (Batch batch : batches) {
      stream.append(batch.events());
      if (batch.last()) {
        stream.finish();
      }
    }
    return stream;
  }

  /** Stable, so events of one time stay as they were appended. */
  private static List<LogEvent> sorted(List<Batch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.events().stream())
        .sorted(Comparator.comparing(LogEvent::timestamp))
        .toList();
  }

  private static List<LogEvent> pages(LogStream stream, int limit, boolean latestFirst) {
    List<LogEvent> all = new ArrayList<>();
    Optional<EventKey> after = Optional.empty();
    while (true) {
      EventQuery.Page page = page(stream, limit, latestFirst, after);
      assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
      page.events().forEach(found -> all.add(found.event()));
      if (page.next().isEmpty()) {
        return all;
      }
      after = page.next();
    }
  }

  private static EventQuery.Page page(
      LogStream stream, int limit, boolean latestFirst, Optional<EventKey> after) {
    return EventScan.page(
        new EventQuery(
            List.of(stream),
            0,
            Long.MAX_VALUE,
            after,
            latestFirst,
            message -> true,
            limit,
            1 << 20,
            Long.MAX_VALUE));
  }

  /** Cuts the file; how many events are whole before the cut. */
  private int truncate(List<LogEvent> events, int cut) {
    try (FileChannel file =
        FileChannel.open(folder.resolve(Segment.empty(0).fileName()), StandardOpenOption.WRITE)) {
      long size = Math.min(cut, file.size());
      file.truncate(size);
      long[] ends = new long[events.size()];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = (i == 0 ? 0 : ends[i - 1]) + Records.write(events.get(i)).length;
      }
      return (int) IntStream.range(0, ends.length).filter(i -> ends[i] <= size).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
