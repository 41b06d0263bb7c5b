package dev.kubeecs.resources.crd;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A case of the corpus: documents that a user applies one after the other.
 *
 * @param name of the file
 * @param refusals what the API server says to the last document, from the comments that an invalid
 *     file begins with; none of a valid one
 * @param documents in the order of the file
 */
record Manifest(String name, List<String> refusals, List<GenericKubernetesResource> documents) {

  private static final Path FOLDER = Path.of("src/test/resources/manifests");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String COMMENT = "# ";

  private static final List<Manifest> ALL = readAll();

  private static List<Manifest> readAll() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Manifest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + " cannot be listed", e);
    }
  }

  /** The cases that the API server takes. */
  static Stream<Manifest> valid() {
    return ALL.stream().filter(manifest -> manifest.name.startsWith("valid-"));
  }

  /** The cases whose last document the API server refuses. */
  static Stream<Manifest> invalid() {
    return ALL.stream().filter(manifest -> manifest.name.startsWith("invalid-"));
  }

  private static Manifest read(Path file) {
    try {
      String text = Files.readString(file);
      return new Manifest(
          file.getFileName().toString(),
          text.lines()
              .takeWhile(line -> line.startsWith(COMMENT))
              .map(line -> line.substring(COMMENT.length()))
              .toList(),
          Arrays.stream(text.split("\n---\n"))
              .map(document -> YAML.unmarshal(document, GenericKubernetesResource.class))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
