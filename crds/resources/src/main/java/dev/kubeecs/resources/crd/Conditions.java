package dev.kubeecs.resources.crd;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;

/** Kubernetes' own conditions, described and merged as its API conventions demand. */
final class Conditions {

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "type", "What the condition tells about, such as Ready.",
          "status", "Whether it holds.",
          "reason", "One word for programs: why it holds or not.",
          "message", "A sentence for people: what is wrong, and what to do.",
          "lastTransitionTime", "When status last changed.",
          "observedGeneration", "The metadata.generation that the condition describes.");

  private Conditions() {}

  /** Makes the conditions of a status a map by type, each entry with a type and a status. */
  static void refine(JSONSchemaProps status) {
    JSONSchemaProps conditions = status.getProperties().get("conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
    JSONSchemaProps condition = conditions.getItems().getSchema();
    condition.setRequired(List.of("status", "type"));
    condition
        .getProperties()
        .forEach((name, property) -> property.setDescription(DESCRIPTIONS.get(name)));
    condition
        .getProperties()
        .get("status")
        .setEnum(
            List.of(
                TextNode.valueOf("False"), TextNode.valueOf("True"), TextNode.valueOf("Unknown")));
  }
}
