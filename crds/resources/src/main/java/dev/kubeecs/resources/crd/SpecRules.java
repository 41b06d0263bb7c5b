package dev.kubeecs.resources.crd;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * What ECS demands of a request and the API model does not say, as fragments of schema.
 *
 * <p>For specs only: what a status tells is so, whether ECS would take it or not.
 *
 * @param fragments by {@code Shape} or {@code Shape.member}
 */
record SpecRules(Map<String, JsonNode> fragments) {

  private static final String FILE = "spec-rules.yaml";
  private static final ObjectMapper JSON = new JsonMapper();

  /** Reads the rules that lie beside this class. */
  static SpecRules load() {
    try (InputStream file = SpecRules.class.getResourceAsStream(FILE)) {
      return new SpecRules(
          new KubernetesSerialization()
              .unmarshal(file, new TypeReference<Map<String, JsonNode>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  /** Adds the rules of a record, and of all that it holds, to its schema. */
  void refine(Type type, JSONSchemaProps schema) {
    if (type instanceof Class<?> record && record.isRecord()) {
      add(record.getSimpleName(), schema);
      for (RecordComponent member : record.getRecordComponents()) {
        JSONSchemaProps property = schema.getProperties().get(member.getName());
        add(record.getSimpleName() + "." + member.getName(), property);
        refine(member.getGenericType(), property);
      }
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      refine(list.getActualTypeArguments()[0], schema.getItems().getSchema());
    } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      refine(map.getActualTypeArguments()[1], schema.getAdditionalProperties().getSchema());
    }
  }

  private void add(String name, JSONSchemaProps schema) {
    JsonNode fragment = fragments.get(name);
    if (fragment == null) {
      return;
    }
    try {
      JSON.readerForUpdating(schema).readValue(fragment);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " has no schema at " + name, e);
    }
  }
}
