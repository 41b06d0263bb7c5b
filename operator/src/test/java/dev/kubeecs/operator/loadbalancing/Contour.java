package dev.kubeecs.operator.loadbalancing;

import dev.kubeecs.localcluster.TestNamespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Contour and Envoy as processes of the test, for one Gateway: an implementation of the Gateway API
 * whose proxy is on loopback. The cluster's Pods can be reached from there on the local cluster.
 */
final class Contour implements AutoCloseable {

  /** The class of its Gateways. */
  static final String CLASS = "contour";

  /** Envoy listens so much above the port of a listener. */
  private static final int SHIFT = 8000;

  private static final Path LOGS = Path.of("target").toAbsolutePath();

  private final Path programs;
  private final List<Process> processes = new ArrayList<>();

  private Contour(Path programs) {
    this.programs = programs;
  }

  /** Makes the kinds of the Gateway API known to a cluster, and the class of Contour's. */
  static void install(KubernetesClient client) throws IOException, InterruptedException {
    for (String file : List.of("gateway-api.yaml", "contour.yaml")) {
      try (InputStream manifests = new FileInputStream(programs().resolve(file).toFile())) {
        client
            .load(manifests)
            .items()
            .forEach(item -> client.resource(item).forceConflicts().serverSideApply());
      }
    }
    client
        .resource(
            new GatewayClassBuilder()
                .withMetadata(new ObjectMetaBuilder().withName(CLASS).build())
                .withNewSpec()
                .withControllerName("kube-ecs.dev/test")
                .endSpec()
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  /** Serves the Gateway of a namespace that has a name. */
  static Contour start(Path kubeconfig, TestNamespace namespace, String gateway, Path folder)
      throws IOException, InterruptedException {
    Contour contour = new Contour(programs());
    int xds = freePort();
    Path configuration = folder.resolve("contour.yaml");
    Files.writeString(
        configuration,
        "gateway: {gatewayRef: {namespace: %s, name: %s}}\n".formatted(namespace.name(), gateway));
    contour.run(
        "contour",
        "serve",
        "--kubeconfig=" + kubeconfig,
        "--config-path=" + configuration,
        "--insecure",
        "--disable-leader-election",
        // Kinds that are not in the standard channel, or not asked for.
        "--disable-feature=tlsroutes",
        "--disable-feature=tcproutes",
        "--disable-feature=grpcroutes",
        "--disable-feature=backendtlspolicies",
        "--ingress-status-address=127.0.0.1",
        "--xds-address=127.0.0.1",
        "--xds-port=" + xds,
        "--http-address=127.0.0.1",
        "--http-port=" + freePort(),
        "--health-address=127.0.0.1",
        "--health-port=" + freePort(),
        "--debug-http-port=" + freePort(),
        "--stats-address=127.0.0.1",
        "--stats-port=" + freePort());
    Path bootstrap = folder.resolve("envoy.json");
    int exit =
        contour
            .builder(
                "contour",
                "bootstrap",
                bootstrap.toString(),
                "--xds-address=127.0.0.1",
                "--xds-port=" + xds,
                "--admin-address=" + folder.resolve("admin.sock"))
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("contour bootstrap failed; see " + LOGS);
    }
    contour.run(
        "envoy",
        "-c",
        bootstrap.toString(),
        "--service-node",
        "envoy",
        "--service-cluster",
        "projectcontour",
        "--use-dynamic-base-id",
        "--concurrency",
        "2");
    return contour;
  }

  /** A port for a listener whose port of Envoy is free. */
  static int freeListenerPort() throws IOException {
    return freePort() - SHIFT;
  }

  /** Where Envoy listens for a listener. */
  static int port(int listener) {
    return listener + SHIFT;
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes.reversed()) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private void run(String... command) throws IOException {
    processes.add(builder(command).start());
  }

  private ProcessBuilder builder(String... command) {
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.set(0, programs.resolve(command[0]).toString());
    File log = LOGS.resolve(command[0] + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().put("CONTOUR_NAMESPACE", "projectcontour");
    return builder;
  }

  private static Path programs() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(
                Path.of("../scripts/gateway-api-implementation").toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String folder = new String(script.getInputStream().readAllBytes()).strip();
    if (script.waitFor() != 0) {
      throw new IOException("scripts/gateway-api-implementation failed; see above");
    }
    return Path.of(folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
