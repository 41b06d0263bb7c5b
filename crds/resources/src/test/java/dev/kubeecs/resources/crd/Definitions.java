package dev.kubeecs.resources.crd;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The CRDs as the build wrote them. */
final class Definitions {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Definitions() {}

  /** The definition of a kind. */
  static CustomResourceDefinition of(Class<? extends HasMetadata> kind) {
    String file = "/META-INF/fabric8/" + HasMetadata.getFullResourceName(kind) + "-v1.yml";
    try (InputStream yaml = Definitions.class.getResourceAsStream(file)) {
      return YAML.unmarshal(yaml, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The one version of a kind. */
  static CustomResourceDefinitionVersion version(Class<? extends HasMetadata> kind) {
    return of(kind).getSpec().getVersions().getFirst();
  }

  /** The schema of a kind. */
  static JSONSchemaProps schema(Class<? extends HasMetadata> kind) {
    return version(kind).getSchema().getOpenAPIV3Schema();
  }

  /**
   * Calls the visitor with every schema below (and with) this one, and its path, such as {@code
   * .spec.tags[].key}.
   */
  static void walk(
      String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
    visitor.accept(path, schema);
    Optional.ofNullable(schema.getProperties())
        .ifPresent(
            properties ->
                properties.forEach((name, property) -> walk(path + "." + name, property, visitor)));
    Optional.ofNullable(schema.getItems())
        .ifPresent(items -> walk(path + "[]", items.getSchema(), visitor));
    Optional.ofNullable(schema.getAdditionalProperties())
        .ifPresent(values -> walk(path + "{}", values.getSchema(), visitor));
  }
}
