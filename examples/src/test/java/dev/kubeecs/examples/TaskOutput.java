package dev.kubeecs.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the containers of a task have written, line by line. */
final class TaskOutput {

  private static final int ATTEMPTS = 10;
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ ");

  /** A line, and when it was written: RFC 3339 with nanoseconds. */
  private record Line(String time, String container, String text) {

    static Line of(String container, String line) {
      int space = line.indexOf(' ');
      return new Line(line.substring(0, space), container, line.substring(space + 1));
    }

    @Override
    public String toString() {
      return container + ": " + text;
    }
  }

  private final KubernetesClient client;
  private final String namespace;
  private final String task;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Map<String, Thread> followers = new HashMap<>();

  TaskOutput(KubernetesClient client, String namespace, String task) {
    this.client = client;
    this.namespace = namespace;
    this.task = task;
  }

  /**
   * Reads along from now on, if it does not do so already: when a task stops with a container still
   * running, its output goes.
   */
  void follow(String container) {
    followers.computeIfAbsent(
        container, name -> Thread.ofPlatform().daemon().start(() -> read(name)));
  }

  /** From the beginning again, should a busy API server hang up. */
  private void read(String container) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<Line> read = new ArrayList<>();
      try {
        read(container, read);
        return;
      } catch (RuntimeException | IOException e) {
        lines.removeAll(read);
      }
    }
  }

  private void read(String container, List<Line> read) throws IOException {
    try (LogWatch log =
            client
                .pods()
                .inNamespace(namespace)
                .withName(task)
                .inContainer(ObjectNames.container(container))
                .usingTimestamps()
                .watchLog();
        BufferedReader reader = new BufferedReader(new InputStreamReader(log.getOutput(), UTF_8))) {
      reader
          .lines()
          .filter(line -> TIMESTAMP.matcher(line).lookingAt())
          .map(line -> Line.of(container, line))
          .forEach(
              line -> {
                read.add(line);
                lines.add(line);
              });
    }
  }

  /** Waits until the containers have ended that are followed. */
  void awaitEnd() throws InterruptedException {
    for (Thread follower : followers.values()) {
      follower.join();
    }
  }

  /** All that one container has written. */
  String of(String container) {
    return lines.stream()
        .filter(line -> line.container().equals(container))
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }

  /** The lines of all containers as {@code container: text}, in the order of time. */
  List<String> inOrder() {
    return lines.stream().sorted(Comparator.comparing(Line::time)).map(Line::toString).toList();
  }
}
