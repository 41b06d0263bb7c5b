package dev.kubeecs.gateway.sessionmanager;

import java.util.Arrays;
import java.util.Optional;

/** What a {@link Message} is. */
enum MessageType {
  /** From the client, numbered. */
  INPUT_STREAM_DATA("input_stream_data"),
  /** To the client, numbered. */
  OUTPUT_STREAM_DATA("output_stream_data"),
  /** That a numbered message has arrived. */
  ACKNOWLEDGE("acknowledge"),
  /** To the client: the session is over. */
  CHANNEL_CLOSED("channel_closed"),
  /** That the other end listens. */
  START_PUBLICATION("start_publication"),
  /** That the other end does not listen for now. */
  PAUSE_PUBLICATION("pause_publication");

  private final String wireName;

  MessageType(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in a message. */
  String wireName() {
    return wireName;
  }

  /** The type of that name; empty if there is none. */
  static Optional<MessageType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
