package dev.kubeecs.operator.testing;

import dev.kubeecs.localcluster.EndingNamespaces;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged operator as a process of its own, which can be killed and started again. */
public final class OperatorProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final Path LOG = Path.of("target/operator.log").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, String> environment;
  private final Path administrator;
  private Process process;
  private Map<String, String> settings = Map.of();
  private int port;

  /**
   * @param kubeconfig with the operator's own rights
   * @param administrator a kubeconfig with all rights, for what the tests leave behind
   */
  OperatorProcess(Path kubeconfig, Path administrator) {
    this.administrator = administrator;
    this.environment =
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "KUBE_ECS_CPU_REQUEST_PERCENT",
            "1", // many tasks of a quarter CPU fit on the Node of the tests
            "KUBE_ECS_SERVICE_HEALTHY_AFTER",
            "PT2S",
            "KUBE_ECS_AUTOSCALING_PERIOD",
            "PT0.5S",
            "KUBE_ECS_MINUTE",
            "PT5S");
  }

  /** Starts it and returns once it says that it is ready. */
  public void start() {
    start(Map.of());
  }

  /** The same with other settings, given as environment variables. */
  public void start(Map<String, String> settings) {
    this.settings = settings;
    port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@jvm.options",
                    "-jar",
                    JAR.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    all.put("KUBE_ECS_OPERATOR_PORT", Integer.toString(port));
    builder.environment().putAll(all);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the operator cannot be started", e);
    }
    Awaitility.await("the operator is ready; its log is " + LOG)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .failFast("the operator ended; its log is " + LOG, () -> !process.isAlive())
        .until(this::isReady);
  }

  /** Undoes what a test has done to it. */
  synchronized void startAsUsual() {
    if (process != null && process.isAlive()) {
      if (settings.isEmpty()) {
        return;
      }
      kill();
    }
    start();
  }

  /** Ends it as a power failure would. */
  public void kill() {
    process.destroyForcibly();
    Awaitility.await("the operator is dead").until(() -> !process.isAlive());
  }

  /** Ends it as Kubernetes would. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /** Kills it and starts it with other settings, given as environment variables. */
  public void restart(Map<String, String> settings) {
    kill();
    start(settings);
  }

  /** Its Prometheus metrics. */
  public String metrics() {
    return get("/q/metrics").body();
  }

  private void awaitDeletions() {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(administrator.toFile()))
            .build()) {
      Awaitility.await("the namespaces of the tests are gone")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> !EndingNamespaces.areLeft(client));
    }
  }

  private boolean isReady() {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it once it has let go of all that the tests have deleted. */
  @Override
  public void close() throws InterruptedException {
    startAsUsual();
    try {
      awaitDeletions();
    } finally {
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
