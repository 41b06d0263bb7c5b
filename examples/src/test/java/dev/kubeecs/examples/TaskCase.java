package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of {@code examples/tasks}, whose README says what stands in which file.
 *
 * @param name of the folder, and the family that its task definition is
 */
record TaskCase(String name) {

  private static final Path FOLDER = Checkout.file("examples/tasks");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All cases, or the one that {@code -Dtask=<name>} names. */
  static List<TaskCase> all() {
    String only = System.getProperty("task", "");
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> only.isEmpty() || List.of(only.split(",")).contains(name))
          .sorted()
          .map(TaskCase::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The request of RegisterTaskDefinition. */
  ObjectNode taskDefinition() {
    return (ObjectNode) read("task-definition.json").orElseThrow();
  }

  /** The request of RunTask, as far as the case has one of its own. */
  ObjectNode runTask() {
    return (ObjectNode) read("run-task.json").orElseGet(JSON::createObjectNode);
  }

  /** What must be in the namespace before. */
  Optional<Path> objects() {
    return Optional.of(FOLDER.resolve(name).resolve("objects.yaml")).filter(Files::exists);
  }

  /** What must become of the task. */
  JsonNode expected() {
    try {
      return JSON.valueToTree(
          Serialization.unmarshal(
              "---\n" + Files.readString(FOLDER.resolve(name).resolve("expected.yaml")),
              Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<JsonNode> read(String file) {
    Path path = FOLDER.resolve(name).resolve(file);
    try {
      return Files.exists(path) ? Optional.of(JSON.readTree(path.toFile())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
