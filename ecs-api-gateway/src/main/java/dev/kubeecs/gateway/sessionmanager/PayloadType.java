package dev.kubeecs.gateway.sessionmanager;

import java.util.Arrays;
import java.util.Optional;

/** What a numbered {@link Message} carries. */
enum PayloadType {
  /** None: a message that is not numbered. */
  NONE(0),
  /** Bytes of the terminal, either way. */
  OUTPUT(1),
  /** The size of the client's terminal. */
  SIZE(3),
  /** What the session asks of the client. */
  HANDSHAKE_REQUEST(5),
  /** What the client makes of it. */
  HANDSHAKE_RESPONSE(6),
  /** That the session begins. */
  HANDSHAKE_COMPLETE(7),
  /** A wish of the client, such as to end the session. */
  FLAG(10);

  private final int number;

  PayloadType(int number) {
    this.number = number;
  }

  /** Its number in a message. */
  int number() {
    return number;
  }

  /** The type of that number; empty if it is none that this channel uses. */
  static Optional<PayloadType> of(int number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }
}
