package dev.kubeecs.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Serves tasks their script, boto3, and what the test wants them to do. */
final class FilesForTasks implements AutoCloseable {

  /** What boto3 is made of; of botocore's many models only those that are asked for. */
  private static final List<String> PACKAGES =
      List.of("boto3", "botocore", "jmespath", "dateutil", "urllib3", "s3transfer");

  private static final Path DATA = Path.of("botocore", "data");

  private final HttpServer server;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private FilesForTasks(HttpServer server) {
    this.server = server;
  }

  static FilesForTasks serve(InetAddress host) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(host, 0), 0);
      FilesForTasks files = new FilesForTasks(server);
      byte[] script = Files.readAllBytes(Checkout.file("examples/src/test/resources/inside.py"));
      server.createContext("/inside.py", exchange -> answer(exchange, 200, script));
      server.createContext("/packages.zip", exchange -> answer(exchange, 200, packages()));
      server.createContext(
          "/told/",
          exchange -> {
            String task = exchange.getRequestURI().getPath().substring("/told/".length());
            answer(exchange, files.told.contains(task) ? 200 : 404, new byte[] {'0'});
          });
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create(
        "http://%s:%d"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort()));
  }

  /** Makes a task do what its script does when told. */
  void tell(String taskId) {
    told.add(taskId);
  }

  void tellNoMore(String taskId) {
    told.remove(taskId);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] packages() throws IOException {
    Path folder =
        Path.of(
            AwsCli.run(
                    List.of(
                        AwsCli.tool("python"),
                        "-c",
                        "import boto3, pathlib; print(pathlib.Path(boto3.__file__).parent.parent)"),
                    Map.of())
                .output()
                .strip());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> isNeeded(folder.relativize(each))).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isNeeded(Path file) {
    String name = file.toString();
    if (name.equals("six.py")) {
      return true;
    }
    boolean data = file.startsWith(DATA);
    return PACKAGES.contains(file.getName(0).toString())
        && (name.endsWith(".py") || name.endsWith(".json") || name.endsWith(".json.gz"))
        && (!data
            || file.getNameCount() == DATA.getNameCount() + 1
            || file.startsWith(DATA.resolve("ecs")));
  }
}
