package dev.kubeecs.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where things are in this repository. */
public final class Checkout {

  private Checkout() {}

  /** A file or folder by its path from the repository's root. */
  public static Path file(String path) {
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("ecs-api-gateway")))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("run the tests inside the repository"))
        .resolve(path);
  }
}
