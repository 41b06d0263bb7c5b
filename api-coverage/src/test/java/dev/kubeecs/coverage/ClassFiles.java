package dev.kubeecs.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Class files as the build left them: in a folder, or in a jar once that is packaged. */
final class ClassFiles {

  private ClassFiles() {}

  /**
   * All classes beside and below a class.
   *
   * @param anchor such as {@code dev/kubeecs/resources/Absent}; only found, never loaded
   */
  static List<ClassNode> around(String anchor) {
    URI found =
        URI.create(
            Objects.requireNonNull(
                    ClassFiles.class.getResource("/" + anchor + ".class"),
                    () -> "there is no class " + anchor)
                .toString());
    try {
      if (!found.getScheme().equals("jar")) {
        return below(Path.of(found).getParent());
      }
      try (FileSystem jar = FileSystems.newFileSystem(found, Map.of())) {
        return below(jar.getPath(anchor).getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ClassNode> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .map(ClassFiles::read)
          .toList();
    }
  }

  private static ClassNode read(Path file) {
    try {
      ClassNode node = new ClassNode();
      new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_DEBUG);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
