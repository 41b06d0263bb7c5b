package dev.kubeecs.operator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes of the test cluster's Node, which this machine sees, too. */
public final class NodeProcesses {

  private static final Path PROC = Path.of("/proc");

  private NodeProcesses() {}

  /** The first process of a container, by the id that the runtime gave it. */
  public static long ofContainer(String runtimeId) {
    return all()
        .filter(process -> text(process, "cgroup").contains(runtimeId))
        .filter(process -> lastOf(line(process, "NSpid:")).equals("1"))
        .map(NodeProcesses::id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no process is container " + runtimeId));
  }

  /** The kubelet that runs a container: it lives where the container's shim lives. */
  public static long kubeletOf(String runtimeId) {
    Path shim = PROC.resolve(lastOf(line(process(ofContainer(runtimeId)), "PPid:")));
    Path home = namespace(shim);
    return all()
        .filter(process -> List.of(text(process, "cmdline").split("\0")).contains("kubelet"))
        .filter(process -> namespace(process).equals(home))
        .map(NodeProcesses::id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kubelet lives in " + home));
  }

  /** Sends a signal, such as {@code KILL} or {@code STOP}, to a process. */
  public static void signal(long process, String signal) {
    try {
      int exitCode =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process))
              .inheritIO()
              .start()
              .waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("no signal can be sent to process " + process);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> all() {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("\\d+"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path process(long id) {
    return PROC.resolve(Long.toString(id));
  }

  private static long id(Path process) {
    return Long.parseLong(process.getFileName().toString());
  }

  private static String line(Path process, String key) {
    return text(process, "status")
        .lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElse("");
  }

  private static String lastOf(String line) {
    return line.substring(line.lastIndexOf('\t') + 1).strip();
  }

  /** Empty for a process that has ended meanwhile. */
  private static String text(Path process, String file) {
    try {
      return Files.readString(process.resolve(file));
    } catch (IOException gone) {
      return "";
    }
  }

  private static Path namespace(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/pid"));
    } catch (IOException gone) {
      return Path.of("gone");
    }
  }
}
