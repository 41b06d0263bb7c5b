package dev.kubeecs.gateway.logs.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of one stream, in order of position. Only the last may be open; each that is full is
 * sealed: named by what it holds, and never written again. For one caller at a time.
 */
final class Segments {

  /** Small enough to be read at once, large enough that a stream is not many files. */
  private static final long SEGMENT_BYTES = 1 << 20;

  private final Path folder;

  /** Null until somebody asks. */
  private List<Segment> segments;

  /** Where events are appended; null while nobody does. */
  private FileChannel appending;

  Segments(Path folder) {
    this.folder = folder;
  }

  /** What there is now. */
  List<Segment> all() throws IOException {
    return List.copyOf(segments());
  }

  void append(LogEvent event) throws IOException {
    byte[] record = Records.write(event);
    Segment last = last().filter(segment -> !segment.sealed()).orElse(null);
    if (last != null && last.bytes() > 0 && last.bytes() + record.length > SEGMENT_BYTES) {
      seal();
      last = null;
    }
    if (last == null) {
      last = Segment.empty(last().map(Segment::next).orElse(0L));
      segments().add(last);
    }
    if (appending == null) {
      appending =
          FileChannel.open(
              folder.resolve(last.fileName()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    ByteBuffer bytes = ByteBuffer.wrap(record);
    long position = last.bytes();
    while (bytes.hasRemaining()) {
      position += appending.write(bytes, position);
    }
    replaceLast(last.with(event.timestamp(), event.ingestionTime(), record.length));
  }

  /** Returns once the disk has what was appended. */
  void force() throws IOException {
    if (appending != null) {
      appending.force(false);
    }
  }

  /** Closes the last file for good. */
  void seal() throws IOException {
    Segment open = last().filter(segment -> !segment.sealed()).orElse(null);
    close();
    if (open != null && open.count() > 0) {
      Path file = folder.resolve(open.fileName());
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(file, folder.resolve(open.seal().fileName()));
      replaceLast(open.seal());
    }
  }

  /** Closes what is open; a later append opens it again. */
  void close() throws IOException {
    if (appending != null) {
      appending.close();
      appending = null;
    }
  }

  /** The file of a segment; empty if it holds nothing or was removed since somebody saw it. */
  Optional<FileChannel> open(Segment segment) throws IOException {
    for (Segment now : segments()) {
      // It may have been sealed, and so renamed, since.
      if (now.first() == segment.first() && now.count() > 0) {
        return Optional.of(FileChannel.open(folder.resolve(now.fileName())));
      }
    }
    return Optional.empty();
  }

  /** Removes segments; how many bytes became free. */
  long remove(Predicate<Segment> which) throws IOException {
    long freed = 0;
    for (Segment segment : all()) {
      if (which.test(segment)) {
        // The next position must not fall back, or tokens would point to other events.
        keepNext(segment);
        Files.deleteIfExists(folder.resolve(segment.fileName()));
        segments.remove(segment);
        freed += segment.bytes();
      }
    }
    return freed;
  }

  /** Deletes the stream's folder: there are no segments any more. */
  void delete() throws IOException {
    close();
    segments = List.of();
    Folders.delete(folder);
  }

  private void keepNext(Segment removed) throws IOException {
    if (last().orElseThrow().equals(removed)) {
      Segment next = Segment.empty(removed.next());
      Files.createFile(folder.resolve(next.fileName()));
      segments.add(next);
    }
  }

  private Optional<Segment> last() throws IOException {
    return segments().isEmpty() ? Optional.empty() : Optional.of(segments().getLast());
  }

  private void replaceLast(Segment segment) {
    segments.set(segments.size() - 1, segment);
  }

  private List<Segment> segments() throws IOException {
    if (segments == null) {
      try (Stream<Path> files = Files.list(folder)) {
        segments =
            new ArrayList<>(
                files
                    .flatMap(file -> Segment.of(file).stream())
                    .sorted(Comparator.comparingLong(Segment::first))
                    .toList());
      }
      if (!segments.isEmpty() && !segments.getLast().sealed()) {
        replaceLast(recover(segments.getLast()));
      }
    }
    return segments;
  }

  /** Reads what a segment holds that was open when a process ended, and cuts off a torn end. */
  private Segment recover(Segment open) throws IOException {
    Segment recovered = open;
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(open.fileName()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer records = read(channel, channel.size());
      for (Optional<Records.Raw> raw = Records.next(records);
          raw.isPresent();
          raw = Records.next(records)) {
        int length = records.position() - Math.toIntExact(recovered.bytes());
        recovered = recovered.with(raw.get().timestamp(), raw.get().ingestionTime(), length);
      }
      channel.truncate(recovered.bytes());
    }
    return recovered;
  }

  /** Reads a file from its beginning. */
  static ByteBuffer read(FileChannel channel, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return bytes.flip();
  }
}
