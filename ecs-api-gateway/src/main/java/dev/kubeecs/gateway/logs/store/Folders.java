package dev.kubeecs.gateway.logs.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders with a description. A folder without one is what is left of making or deleting one: the
 * description comes last and goes first.
 */
final class Folders {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DESCRIPTION = "description.json";

  private Folders() {}

  /** The folder of a name: names may be longer than a file's, and have slashes. */
  static Path of(Path parent, String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return parent.resolve(HexFormat.of().formatHex(hash, 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes a description as a whole, making the folder if it is not there. */
  static void describe(Path folder, Object description) {
    try {
      Files.createDirectories(folder);
      Path draft = folder.resolve(DESCRIPTION + ".new");
      Files.write(draft, JSON.writeValueAsBytes(description));
      Files.move(draft, folder.resolve(DESCRIPTION), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be written: " + folder, e);
    }
  }

  static <T> Optional<T> description(Path folder, Class<T> type) {
    Path file = folder.resolve(DESCRIPTION);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readAllBytes(file), type))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be read: " + file, e);
    }
  }

  /** The folders in a folder. */
  static List<Path> in(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be read: " + parent, e);
    }
  }

  /** Deletes a folder, its description first. */
  static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(DESCRIPTION));
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the log store cannot be written: " + folder, e);
    }
  }
}
