package dev.kubeecs.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Cases in folders: what goes in ({@code in.yaml}) and what must come out ({@code out.yaml}). Run
 * the tests with {@code -Dgolden.write=true} to write what comes out, and read the difference.
 */
public final class Golden {

  private final Path folder;

  /** A folder below {@code src/test/resources}. */
  public Golden(String folder) {
    this.folder = Path.of("src/test/resources", folder);
  }

  /** The names of the cases. */
  public List<String> names() {
    try (Stream<Path> cases = Files.list(folder)) {
      return cases
          .filter(Files::isDirectory)
          .map(Path::getFileName)
          .map(Path::toString)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first object of that kind in {@code in.yaml}. */
  public <T extends HasMetadata> T read(String name, Class<T> kind) {
    String wanted = "kind: " + HasMetadata.getKind(kind) + "\n";
    return Stream.of(text(name, "in.yaml").split("(?m)^---\n"))
        .filter(document -> document.contains(wanted))
        .findFirst()
        .map(document -> Serialization.unmarshal(document, kind))
        .orElse(null);
  }

  /** Whether the result is what {@code out.yaml} says. */
  public void compare(String name, Object result) {
    compare(folder.resolve(name).resolve("out.yaml"), result);
  }

  /** Whether the result is what the file says. */
  public static void compare(Path file, Object result) {
    String yaml = Serialization.asYaml(Objects.requireNonNull(result));
    if (Boolean.getBoolean("golden.write")) {
      try {
        Files.writeString(file, yaml);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(file).as("written with -Dgolden.write=true").exists();
    assertThat(yaml).isEqualTo(text(file));
  }

  private String text(String name, String file) {
    return text(folder.resolve(name).resolve(file));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
