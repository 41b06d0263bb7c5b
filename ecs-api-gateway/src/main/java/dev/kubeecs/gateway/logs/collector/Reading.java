package dev.kubeecs.gateway.logs.collector;

import com.google.re2j.Pattern;
import dev.kubeecs.gateway.logs.store.LogEvent;
import dev.kubeecs.gateway.logs.store.LogStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at reading a container's lines into a stream, from where the stream ends. What it has
 * not stored when it is cut off, the next attempt reads again.
 */
final class Reading implements ContainerLogs.Receiver {

  private final LogStream stream;
  private final Clock clock;
  private final ResumePoint resume;
  private final LineSplitter splitter = new LineSplitter();
  private final EventAssembler assembler;
  private final List<LogEvent> events = new ArrayList<>();
  private long lastLine;
  private boolean received;
  private boolean streamIsDeleted;

  /** Reads into a stream; {@code begins} are the lines with which events begin, if not all do. */
  Reading(LogStream stream, Optional<Pattern> begins, Clock clock) {
    this.stream = stream;
    this.clock = clock;
    this.resume = ResumePoint.of(stream);
    this.assembler = new EventAssembler(begins);
  }

  /** From when on lines are needed; empty from the beginning. */
  Optional<Instant> since() {
    return resume.since();
  }

  boolean hasReceived() {
    return received;
  }

  boolean streamIsDeleted() {
    return streamIsDeleted;
  }

  @Override
  public void receive(ByteBuffer bytes) {
    received = true;
    splitter.accept(bytes, this::line);
    store();
  }

  private void line(Line line) {
    if (!resume.isStored(line)) {
      events.addAll(assembler.add(line, clock.millis()));
      lastLine = System.nanoTime();
    }
  }

  /** An event of many lines does not wait for the next for ever. */
  @Override
  public void idle() {
    if (assembler.isOpen() && System.nanoTime() - lastLine > EventAssembler.LONGEST_NANOS) {
      events.addAll(assembler.end(clock.millis()));
      store();
    }
  }

  /** Nothing follows: a line without an end is one all the same. */
  void finish() {
    splitter.end().ifPresent(this::line);
    events.addAll(assembler.end(clock.millis()));
    store();
  }

  private void store() {
    if (!events.isEmpty()) {
      streamIsDeleted |= !stream.append(events);
      events.clear();
    }
  }
}
