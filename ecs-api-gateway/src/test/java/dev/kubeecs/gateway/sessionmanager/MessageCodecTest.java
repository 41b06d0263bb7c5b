package dev.kubeecs.gateway.sessionmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

  /** What the official plugin makes of this message. */
  private static final String BY_THE_PLUGIN =
      "00000074"
          + "696e7075745f73747265616d5f64617461202020202020202020202020202020"
          + "00000001"
          + "0000018bcfe5687b"
          + "0000000000000007"
          + "0000000000000000"
          + "8123456789abcdef0123456789abcdef"
          + "1d887ce0f8672e4914d9000e801cd74ecd805dd9366c0bc42dc16adc0197dc2f"
          + "00000001"
          + "00000003"
          + "6c730d";

  @Test
  void aMessageIsTheBytesThatThePluginMakesOfIt() throws MalformedMessageException {
    byte[] payload = "ls\r".getBytes(StandardCharsets.US_ASCII);
    Message message =
        new Message(
            MessageType.INPUT_STREAM_DATA,
            Instant.ofEpochMilli(1_700_000_000_123L),
            7,
            0,
            UUID.fromString("01234567-89ab-cdef-8123-456789abcdef"),
            PayloadType.OUTPUT.number(),
            payload);
    assertThat(HexFormat.of().formatHex(MessageCodec.encode(message))).isEqualTo(BY_THE_PLUGIN);
    assertThat(MessageCodec.decode(HexFormat.of().parseHex(BY_THE_PLUGIN)))
        .usingRecursiveComparison()
        .isEqualTo(message);
  }

  @Property
  void whatIsEncodedIsDecoded(
      @ForAll MessageType type,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long milliseconds,
      @ForAll long sequenceNumber,
      @ForAll long flags,
      @ForAll long high,
      @ForAll long low,
      @ForAll int payloadType,
      @ForAll byte[] payload)
      throws MalformedMessageException {
    Message message =
        new Message(
            type,
            Instant.ofEpochMilli(milliseconds),
            sequenceNumber,
            flags,
            new UUID(high, low),
            payloadType,
            payload);
    assertThat(MessageCodec.decode(MessageCodec.encode(message)))
        .usingRecursiveComparison()
        .isEqualTo(message);
  }

  @Property
  void whatIsCutOffIsRefused(@ForAll @IntRange(max = 130) int length) {
    byte[] whole = MessageCodec.encode(Messages.input(0, PayloadType.OUTPUT, "eleven byte"));
    byte[] cut = Arrays.copyOf(whole, length);
    assertThatThrownBy(() -> MessageCodec.decode(cut))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Property
  void whateverComesIsReadOrRefused(@ForAll byte[] bytes) {
    try {
      assertThat(MessageCodec.decode(bytes)).isNotNull();
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageMatching("[0-9a-z ,.]+");
    }
  }

  @Test
  void aChangedPayloadIsRefused() {
    byte[] bytes = MessageCodec.encode(Messages.input(0, PayloadType.OUTPUT, "rm -r /tmp"));
    bytes[bytes.length - 1] ^= 1;
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the payload is not the one of the digest");
  }

  @Test
  void anUnknownTypeIsRefused() {
    byte[] bytes = MessageCodec.encode(Messages.input(0, PayloadType.OUTPUT, "x"));
    bytes[4] = 'I';
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("a message of an unknown type");
  }
}
