package dev.kubeecs.localcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The local cluster of this repository. It is shared with other processes that test the same
 * checkout: whoever comes first starts it, and whoever leaves last stops it, unless it was running
 * before.
 */
final class LocalCluster implements StartedCluster {

  /** What stands for a node. */
  enum Nodes {
    REAL,
    SIMULATED
  }

  private final Path script;
  private final Path state;
  private final SharedUse use;
  private final boolean keep;

  private LocalCluster(Path script, Path state, SharedUse use, boolean keep) {
    this.script = script;
    this.state = state;
    this.use = use;
    this.keep = keep;
  }

  static LocalCluster start(ClusterSettings settings, Nodes nodes) {
    Path checkout = checkout(Path.of("").toAbsolutePath());
    Path script = checkout.resolve("local-cluster/cluster");
    Path state =
        settings
            .state()
            .orElseGet(
                () -> checkout.resolve(".kube-ecs/test-" + nodes.name().toLowerCase(Locale.ROOT)))
            .toAbsolutePath();
    List<String> up = new ArrayList<>(List.of("up", "--state", state.toString()));
    if (nodes == Nodes.SIMULATED) {
      up.addAll(List.of("--nodes", "simulated=" + settings.nodes()));
    }
    SharedUse use =
        SharedUse.begin(
            state.resolveSibling(state.getFileName() + ".users"),
            state.resolve(
                "started-by-tests"), // inside the state, so that stopping the cluster removes it
            () -> {
              if (succeeds(script, "status", "--state", state.toString())) {
                return false;
              }
              run(script, up);
              return true;
            });
    return new LocalCluster(script, state, use, settings.keep());
  }

  /** The folder of this repository, found upwards from the module under test. */
  private static Path checkout(Path from) {
    return Stream.iterate(from, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isExecutable(folder.resolve("local-cluster/cluster")))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no local-cluster/cluster in %s or above; set KUBE_ECS_TEST_KUBECONFIG to use another cluster"
                        .formatted(from)));
  }

  @Override
  public Path kubeconfig() {
    return state.resolve("kubeconfig");
  }

  @Override
  public boolean outlivesTests() {
    return keep || !use.startedByUsers();
  }

  @Override
  public void close() {
    use.end(
        () -> {
          if (!keep) {
            run(script, List.of("down", "--state", state.toString()));
          }
        });
  }

  private static boolean succeeds(Path script, String... arguments) {
    try {
      Process process =
          new ProcessBuilder(command(script, List.of(arguments)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while asking for the local cluster", interrupted);
    }
  }

  /** Runs the script and passes on what it says, which takes a while the first time. */
  private static void run(Path script, List<String> arguments) {
    List<String> said = new ArrayList<>();
    try {
      Process process =
          new ProcessBuilder(command(script, arguments)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (var output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        output
            .lines()
            .forEach(
                line -> {
                  System.err.println(line);
                  said.add(line);
                });
      }
      if (process.waitFor() == 0) {
        return;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + script, interrupted);
    }
    String lastWords =
        said.stream().skip(Math.max(0, said.size() - 10)).collect(Collectors.joining("\n  "));
    throw new IllegalStateException(
        "%s %s failed:\n  %s".formatted(script, String.join(" ", arguments), lastWords));
  }

  private static List<String> command(Path script, List<String> arguments) {
    return Stream.concat(Stream.of(script.toString()), arguments.stream()).toList();
  }
}
