package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Applies custom resource definitions the way an installation does. */
public final class CustomResourceDefinitions {

  /** Where Fabric8's generator puts them. */
  private static final String FOLDER = "META-INF/fabric8";

  private static final String SUFFIX = "-v1.yml";
  private static final String FIELD_MANAGER = "kube-ecs-tests";
  private static final int ESTABLISHED_WITHIN_SECONDS = 30;

  private CustomResourceDefinitions() {}

  /**
   * Applies all definitions on the classpath, server-side, and waits until the API server serves
   * them.
   */
  public static void applyFromClasspath(KubernetesClient client) {
    apply(client, readFromClasspath(Thread.currentThread().getContextClassLoader()));
  }

  /** Applies the definitions, server-side, and waits until the API server serves them. */
  public static void apply(KubernetesClient client, List<CustomResourceDefinition> definitions) {
    for (CustomResourceDefinition definition : definitions) {
      client.resource(definition).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }
    for (CustomResourceDefinition definition : definitions) {
      client
          .resource(definition)
          .waitUntilCondition(
              CustomResourceDefinitions::established, ESTABLISHED_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static boolean established(CustomResourceDefinition definition) {
    // The API server answers conditions: null until it has looked at a new definition.
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }

  static List<CustomResourceDefinition> readFromClasspath(ClassLoader loader) {
    List<CustomResourceDefinition> definitions = new ArrayList<>();
    try {
      for (URL folder : Collections.list(loader.getResources(FOLDER))) {
        definitions.addAll(readFolder(folder.toURI()));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
    return definitions;
  }

  private static List<CustomResourceDefinition> readFolder(URI folder) throws IOException {
    if (!folder.getScheme().equals("jar")) {
      return readFolder(Path.of(folder));
    }
    String jar = folder.getRawSchemeSpecificPart();
    URI file = URI.create(jar.substring(0, jar.indexOf("!/")));
    try (FileSystem content = FileSystems.newFileSystem(Path.of(file), Map.of())) {
      return readFolder(content.getPath(FOLDER));
    }
  }

  private static List<CustomResourceDefinition> readFolder(Path folder) throws IOException {
    List<CustomResourceDefinition> definitions = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList()) {
        definitions.add(
            Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class));
      }
    }
    return definitions;
  }
}
