package dev.kubeecs.gateway.ecs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cases of a view: a folder with the resources as {@code in-*.yaml}, as kubectl would show them,
 * and what the API answers as {@code out.json}. With {@code -Dgolden=write} answers are written
 * instead of compared: read them before you commit them.
 */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/ecs");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final Path folder;

  private Golden(Path folder) {
    this.folder = folder;
  }

  /** The cases of a room. */
  public static List<Golden> cases(String room) {
    try (Stream<Path> folders = Files.list(FOLDER.resolve(room))) {
      return folders.sorted().map(Golden::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resource in a file of the case, if there is one. */
  public <T> Optional<T> in(String name, Class<T> kind) {
    Path file = folder.resolve("in-" + name + ".yaml");
    return Files.exists(file)
        ? Optional.of(Serialization.unmarshal(read(file), kind))
        : Optional.empty();
  }

  /** What the API is to answer, given what it does answer. */
  public String out(Object answer) {
    Path file = folder.resolve("out.json");
    if ("write".equals(System.getProperty("golden"))) {
      try {
        Files.writeString(file, json(answer) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return read(file).strip();
  }

  /** An answer as readable JSON. */
  public static String json(Object answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString().replace('-', ' ');
  }
}
