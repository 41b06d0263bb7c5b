package dev.kubeecs.gateway.logs.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.kubeecs.gateway.logs.store.EventQuery;
import dev.kubeecs.gateway.logs.store.EventScan;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.logs.store.LogStore;
import dev.kubeecs.gateway.logs.store.LogStream;
import dev.kubeecs.resources.naming.Account;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Wherever collecting is cut off, and however often: no line is lost and none is doubled. */
class ReadingTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:01:00Z"), ZoneOffset.UTC);
  private static final long START =
      Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
  private static final Pattern BEGINS = Pattern.compile("^\\[");

  private Path folder;
  private LogStore store;

  @BeforeTry
  void open() throws IOException {
    folder = Files.createTempDirectory("logs");
    store = LogStore.open(folder);
  }

  @AfterTry
  void close() throws IOException {
    store.close();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  @Property(tries = 300)
  void linesAreEventsHoweverOftenReadingIsCutOff(
      @ForAll("lines") List<Line> lines, @ForAll @Size(max = 4) List<Integer> cuts) {
    LogStream stream = read(lines, cuts, Optional.empty());
    assertThat(messages(stream))
        .isEqualTo(lines.stream().map(Line::text).filter(text -> !text.isEmpty()).toList());
  }

  @Property(tries = 300)
  void eventsOfManyLinesAreTheSameHoweverOftenReadingIsCutOff(
      @ForAll("lines") List<Line> lines, @ForAll @Size(max = 4) List<Integer> cuts) {
    List<String> uncut = messages(read(lines, List.of(), Optional.of(BEGINS)));
    store.delete(Account.DEFAULT, "g");
    assertThat(messages(read(lines, cuts, Optional.of(BEGINS)))).isEqualTo(uncut);
    assertThat(String.join("\n", uncut).lines().filter(line -> !line.isEmpty()))
        .containsExactlyElementsOf(
            lines.stream().map(Line::text).filter(text -> !text.isEmpty()).toList());
  }

  @Example
  void anEventGoesFromOneBeginningToTheNext() {
    List<Line> lines =
        Stream.of("before", "[1] one", "  more", "[2] two")
            .map(text -> new Line(START, text))
            .toList();
    assertThat(messages(read(lines, List.of(), Optional.of(BEGINS))))
        .containsExactly("before", "[1] one\n  more", "[2] two");
  }

  @Example
  void aVeryLongLineIsEventsOfAQuarterOfAMegabyte() {
    String text = "ä€😀x".repeat(300_000);
    List<String> messages =
        messages(
            read(
                List.of(new Line(START, text), new Line(START + 1, "next")),
                List.of(1_500_000),
                Optional.empty()));
    assertThat(String.join("", messages)).isEqualTo(text + "next");
    assertThat(messages)
        .allMatch(message -> message.getBytes(StandardCharsets.UTF_8).length <= 262_118)
        .hasSizeGreaterThan(10);
  }

  @Example
  void whatTheKubeletSaysItselfIsNoLine() {
    LogStream stream = stream();
    Reading reading = new Reading(stream, Optional.empty(), CLOCK);
    reading.receive(
        ByteBuffer.wrap("unable to retrieve container logs for containerd://1\n".getBytes()));
    reading.finish();
    assertThat(messages(stream)).isEmpty();
  }

  /** Reads up to each cut, and what is left at last; each time as from another process. */
  private LogStream read(List<Line> lines, List<Integer> cuts, Optional<Pattern> begins) {
    LogStream stream = stream();
    for (int cut : cuts) {
      Reading reading = new Reading(stream, begins, CLOCK);
      byte[] answer = answer(lines, reading.since());
      reading.receive(ByteBuffer.wrap(answer, 0, Math.floorMod(cut, answer.length + 1)));
    }
    Reading last = new Reading(stream, begins, CLOCK);
    byte[] answer = answer(lines, last.since());
    // In two pieces, as bytes come.
    last.receive(ByteBuffer.wrap(answer, 0, answer.length / 2));
    last.receive(ByteBuffer.wrap(answer, answer.length / 2, answer.length - answer.length / 2));
    last.finish();
    return stream;
  }

  private LogStream stream() {
    return store
        .create(Account.DEFAULT, new LogGroup.Description("g", 0, null, Map.of()))
        .orElseThrow()
        .createStream("s", 0)
        .orElseThrow();
  }

  /** What the kubelet answers: lines of that second and later, in the order they were written. */
  private static byte[] answer(List<Line> lines, Optional<Instant> since) {
    long from = since.map(time -> time.getEpochSecond() * 1_000_000_000L).orElse(0L);
    return lines.stream()
        .filter(line -> line.nanos() >= from)
        .map(line -> Instant.ofEpochSecond(0, line.nanos()).toString() + " " + line.text() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> messages(LogStream stream) {
    List<String> messages = new ArrayList<>();
    EventScan.page(
            new EventQuery(
                List.of(stream),
                0,
                Long.MAX_VALUE,
                Optional.empty(),
                false,
                message -> true,
                100_000,
                1L << 30,
                Long.MAX_VALUE))
        .events()
        .forEach(found -> messages.add(found.event().message()));
    return messages;
  }

  /** Lines over some ten seconds; many at the same time, none earlier than the one before. */
  @Provide
  Arbitrary<List<Line>> lines() {
    Arbitrary<Long> steps =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0L)),
            Tuple.of(5, Arbitraries.longs().between(1, 400_000_000)),
            Tuple.of(1, Arbitraries.longs().between(400_000_000, 3_000_000_000L)));
    Arbitrary<String> texts = Arbitraries.strings().withChars("[ abcäöü€ ").ofMaxLength(12);
    return Combinators.combine(steps, texts)
        .as((step, text) -> new Line(step, text.strip()))
        .list()
        .ofMaxSize(40)
        .map(ReadingTest::timed);
  }

  private static List<Line> timed(List<Line> steps) {
    List<Line> lines = new ArrayList<>();
    long now = START;
    for (Line step : steps) {
      now += step.nanos();
      lines.add(new Line(now, step.text()));
    }
    return lines;
  }
}
