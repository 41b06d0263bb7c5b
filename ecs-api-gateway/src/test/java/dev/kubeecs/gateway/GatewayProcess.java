package dev.kubeecs.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged gateway, as a process of its own. */
public final class GatewayProcess implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

  private final Process process;
  private final URI address;
  private final Path log;

  private GatewayProcess(Process process, URI address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /**
   * Starts it and returns once it is ready.
   *
   * @param name of its log file
   * @param settings environment variables
   */
  public static GatewayProcess start(String name, Map<String, String> settings) {
    int port = freePort();
    Path log = Path.of("target", name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@jvm.options",
                    "-jar",
                    JAR.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("KUBE_ECS_LOGS_FOLDER", "target/logs-of-" + name);
    builder.environment().putAll(settings);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    try {
      GatewayProcess gateway =
          new GatewayProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
      gateway.awaitReady();
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException("the gateway cannot be started", e);
    }
  }

  private void awaitReady() {
    Awaitility.await("the gateway is ready; its log is " + log.toAbsolutePath())
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .failFast("the gateway ended; see " + log.toAbsolutePath(), () -> !process.isAlive())
        .until(() -> get("/q/health/ready").statusCode() == 200);
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** What it has logged so far. */
  public List<String> log() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to GET. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)).build());
  }

  /** The answer to any request. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The start of a call of an ECS operation, without signature. */
  public HttpRequest.Builder ecs(String operation) {
    return HttpRequest.newBuilder(address)
        .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
        .header("Content-Type", "application/x-amz-json-1.1");
  }

  /** Asks it to end and returns its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the gateway did not end within 20 s");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      stop();
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
