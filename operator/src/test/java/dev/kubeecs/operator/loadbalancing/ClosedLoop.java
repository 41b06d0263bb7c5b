package dev.kubeecs.operator.loadbalancing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Clients that ask one after the other, at a rate in total, half of them on connections that they
 * keep. They forgive nothing: what is not answered with 200 in full is lost.
 */
final class ClosedLoop implements AutoCloseable {

  private static final int CLIENTS = 10;
  private static final int PATIENCE_MILLIS = 10_000;

  private final String address;
  private final int port;
  private final long pauseNanos;
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> bodies = new ConcurrentHashMap<>();
  private final List<Thread> clients;
  private volatile boolean stopped;

  ClosedLoop(String address, int port, int requestsPerSecond) {
    this.address = address;
    this.port = port;
    this.pauseNanos = 1_000_000_000L * CLIENTS / requestsPerSecond;
    this.clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> Thread.ofVirtual().start(() -> run(i % 2 == 0)))
            .toList();
  }

  int answered() {
    return answered.get();
  }

  List<String> lost() {
    return List.copyOf(lost);
  }

  Map<String, Integer> bodies() {
    return Map.copyOf(bodies);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread client : clients) {
      client.join();
    }
  }

  private void run(boolean keepAlive) {
    Connection connection = null;
    long next = System.nanoTime();
    while (!stopped) {
      try {
        if (connection == null) {
          connection = new Connection();
        }
        boolean open = connection.ask(keepAlive);
        answered.incrementAndGet();
        if (!open) {
          connection.close();
          connection = null;
        }
      } catch (IOException e) {
        lost.add(
            "%s after %d answers: %s".formatted(keepAlive ? "kept" : "new", answered.get(), e));
        connection = null;
      }
      next += pauseNanos;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private final class Connection {
    private final Socket socket = new Socket();
    private final InputStream input;

    Connection() throws IOException {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      input = new BufferedInputStream(socket.getInputStream());
    }

    /** Whether the connection is still open after the answer. */
    boolean ask(boolean keepAlive) throws IOException {
      String request =
          "GET / HTTP/1.1\r\nHost: test\r\n" + (keepAlive ? "" : "Connection: close\r\n") + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String status = line();
      int length = -1;
      boolean open = keepAlive;
      for (String header = line(); !header.isEmpty(); header = line()) {
        String lower = header.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        open = open && !lower.equals("connection: close");
      }
      byte[] body = input.readNBytes(length);
      if (!status.startsWith("HTTP/1.1 200") || body.length != length) {
        throw new IOException(status + " with " + body.length + " of " + length + " bytes");
      }
      bodies.merge(new String(body, StandardCharsets.UTF_8).strip(), 1, Integer::sum);
      return open;
    }

    private String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = input.read(); next != '\n'; next = input.read()) {
        if (next < 0) {
          throw new EOFException("the connection ended after " + line);
        }
        if (next != '\r') {
          line.write(next);
        }
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }

    void close() throws IOException {
      socket.close();
    }
  }
}
