package dev.kubeecs.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The operator or the gateway as a process of its own, which can be killed and started again. */
public final class Program implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String module;
  private final Map<String, String> environment;
  private final int port = freePort();
  private Process process;
  private double secondsToReady;

  Program(String module, Map<String, String> environment) {
    this.module = module;
    this.environment = new HashMap<>(environment);
    this.environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    this.environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it and returns once it says that it is ready. */
  Program start() {
    long began = System.nanoTime();
    Path log = Checkout.file("examples/target/" + module + ".log");
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(Checkout.file("scripts/program").toString(), module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(module + " cannot be started", e);
    }
    Awaitility.await(module + " is ready; its log is " + log)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .failFast(module + " ended; its log is " + log, () -> !process.isAlive())
        .until(() -> status("/q/health/ready") == 200);
    secondsToReady = (System.nanoTime() - began) / 1e9;
    return this;
  }

  /** How long the last start took. */
  public double secondsToReady() {
    return secondsToReady;
  }

  /** Memory that the process holds, as Linux counts it. */
  public long residentMebibytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a power failure would. */
  void kill() {
    process.destroyForcibly();
    Awaitility.await(module + " is dead").until(() -> !process.isAlive());
  }

  /** The HTTP status of a path; 0 while nobody answers. */
  int status(String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(address().resolve(path)).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The body of a path. */
  String get(String path) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(address().resolve(path)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
