package dev.kubeecs.gateway.sessionmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** As much of the plugin as a test needs to look at what it is sent. */
final class PluginClient implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private long expected;
  private final WebSocket socket;

  private PluginClient(URI url) {
    socket = HTTP.newWebSocketBuilder().buildAsync(url, new Listener()).join();
  }

  static PluginClient connect(String streamUrl) {
    return new PluginClient(URI.create(streamUrl));
  }

  PluginClient show(String token) {
    socket.sendText("{\"MessageSchemaVersion\": \"1.0\", \"TokenValue\": \"" + token + "\"}", true);
    return this;
  }

  void send(Message message) {
    sendRaw(MessageCodec.encode(message));
  }

  void sendRaw(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** The next message that is no acknowledgement. */
  Message next() throws InterruptedException {
    Message message;
    do {
      message = received.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message came within 20 s");
      }
    } while (message.type() == MessageType.ACKNOWLEDGE || isRepeated(message));
    return message;
  }

  /** The gateway sends again what is not acknowledged in time, and a busy machine is late. */
  private boolean isRepeated(Message message) {
    if (message.type() != MessageType.OUTPUT_STREAM_DATA) {
      return false;
    }
    boolean repeated = message.sequenceNumber() < expected;
    expected = Math.max(expected, message.sequenceNumber() + 1);
    return repeated;
  }

  static String text(Message message) {
    return new String(message.payload(), UTF_8);
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      parts.writeBytes(bytes);
      if (last) {
        try {
          received.add(MessageCodec.decode(parts.toByteArray()));
        } catch (MalformedMessageException e) {
          throw new IllegalStateException(e);
        }
        parts.reset();
      }
      from.request(1);
      return null;
    }
  }
}
