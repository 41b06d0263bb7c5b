package dev.kubeecs.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomResourceDefinitionsTest {

  private static final String FOLDER = "META-INF/fabric8/";
  private static final String SAMPLE = FOLDER + "samples.test.kube-ecs.dev-v1.yml";

  @Test
  void definitionsAreReadFromFolders() {
    assertThat(CustomResourceDefinitions.readFromClasspath(getClass().getClassLoader()))
        .extracting(definition -> definition.getMetadata().getName())
        .containsExactly("samples.test.kube-ecs.dev");
  }

  @Test
  void definitionsAreReadFromJars(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("with blank.jar");
    try (JarOutputStream content = new JarOutputStream(Files.newOutputStream(jar))) {
      content.putNextEntry(new JarEntry(FOLDER));
      content.putNextEntry(new JarEntry(SAMPLE));
      try (var sample = getClass().getClassLoader().getResourceAsStream(SAMPLE)) {
        sample.transferTo(content);
      }
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(CustomResourceDefinitions.readFromClasspath(loader))
          .extracting(definition -> definition.getMetadata().getName())
          .containsExactly("samples.test.kube-ecs.dev");
    }
  }
}
