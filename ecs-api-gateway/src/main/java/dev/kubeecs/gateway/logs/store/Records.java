package dev.kubeecs.gateway.logs.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Events as bytes: length and checksum of what follows (4 bytes each), timestamp, ingestion time (8
 * bytes each), the number of lines (4 bytes), the time of each (8 bytes), the message in UTF-8.
 */
final class Records {

  private static final int HEAD = 2 * Integer.BYTES;
  private static final int FIXED = 2 * Long.BYTES + Integer.BYTES;

  private Records() {}

  static byte[] write(LogEvent event) {
    byte[] message = event.message().getBytes(StandardCharsets.UTF_8);
    int length = FIXED + event.lines().size() * Long.BYTES + message.length;
    ByteBuffer record = ByteBuffer.allocate(HEAD + length);
    record.putInt(length).putInt(0).putLong(event.timestamp()).putLong(event.ingestionTime());
    record.putInt(event.lines().size());
    event.lines().forEach(record::putLong);
    record.put(message);
    record.putInt(Integer.BYTES, checksum(record.array(), HEAD, length));
    return record.array();
  }

  /** The next event of a buffer; empty at its end, and where a write was cut short. */
  static Optional<Raw> next(ByteBuffer records) {
    if (records.remaining() < HEAD + FIXED) {
      return Optional.empty();
    }
    int start = records.position();
    int length = records.getInt(start);
    if (length < FIXED || length > records.remaining() - HEAD) {
      return Optional.empty();
    }
    int payload = start + HEAD;
    if (records.getInt(start + Integer.BYTES)
        != checksum(records.array(), records.arrayOffset() + payload, length)) {
      return Optional.empty();
    }
    records.position(payload + length);
    return Optional.of(new Raw(records, payload, length));
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  /** An event whose message has not been read yet. */
  record Raw(ByteBuffer records, int offset, int length) {

    long timestamp() {
      return records.getLong(offset);
    }

    long ingestionTime() {
      return records.getLong(offset + Long.BYTES);
    }

    int messageBytes() {
      return length - FIXED - lineCount() * Long.BYTES;
    }

    LogEvent event() {
      List<Long> lines = new ArrayList<>(lineCount());
      for (int i = 0; i < lineCount(); i++) {
        lines.add(records.getLong(offset + FIXED + i * Long.BYTES));
      }
      int message = offset + FIXED + lineCount() * Long.BYTES;
      return new LogEvent(
          timestamp(),
          ingestionTime(),
          lines,
          new String(
              records.array(),
              records.arrayOffset() + message,
              messageBytes(),
              StandardCharsets.UTF_8));
    }

    private int lineCount() {
      return records.getInt(offset + 2 * Long.BYTES);
    }
  }
}
