package dev.kubeecs.gateway.logs.collector;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the lines in what arrives in pieces. The kubelet has joined the parts of 16 KiB in which
 * the container runtime keeps long lines. A line that is longer than memory should be is shown in
 * parts, each with the time of the line.
 */
final class LineSplitter {

  private static final int LONGEST = 1 << 20;

  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream(256);

  /** The line whose first part has been shown. */
  private Optional<Line> begun = Optional.empty();

  /** Shows the lines that end in this piece. */
  void accept(ByteBuffer piece, Consumer<Line> lines) {
    while (piece.hasRemaining()) {
      byte next = piece.get();
      if (next == '\n') {
        end().ifPresent(lines);
      } else {
        boolean startsCharacter = (next & 0xC0) != 0x80;
        if (unfinished.size() >= LONGEST && startsCharacter) {
          Optional<Line> part = take();
          part.ifPresent(lines);
          begun = part;
        }
        unfinished.write(next);
      }
    }
  }

  /** The last line, if it has no end. */
  Optional<Line> end() {
    Optional<Line> line = unfinished.size() == 0 ? Optional.empty() : take();
    begun = Optional.empty();
    return line;
  }

  private Optional<Line> take() {
    byte[] bytes = unfinished.toByteArray();
    unfinished.reset();
    return begun.isPresent()
        ? begun.map(line -> new Line(line.nanos(), new String(bytes, StandardCharsets.UTF_8)))
        : Line.parse(bytes, bytes.length);
  }
}
