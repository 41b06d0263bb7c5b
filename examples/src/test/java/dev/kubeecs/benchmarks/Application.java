package dev.kubeecs.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kubeecs.examples.Checkout;
import java.io.IOException;
import java.nio.file.Files;

/** What is deployed: a task definition. */
record Application(ObjectNode taskDefinition) {

  /** Seconds a container has to end; those that do not listen to SIGTERM need all of them. */
  static final int STOP_TIMEOUT = 2;

  static final String IMAGE = "busybox:1.36";

  /** One container that sleeps: next to nothing but what the platform itself costs. */
  static Application sleeper() throws JsonProcessingException {
    return of(
        """
        {"family": "sleeper", "requiresCompatibilities": ["EC2"], "networkMode": "awsvpc",
         "containerDefinitions": [{"name": "sleeper", "image": "%s", "cpu": 10, "memory": 16,
           "command": ["sleep", "3600"]}]}
        """
            .formatted(IMAGE));
  }

  /** The web application of the examples: nginx before a Python service. */
  static Application web() throws IOException {
    return of(Files.readString(Checkout.file("examples/web/task-definition.json")));
  }

  private static Application of(String json) throws JsonProcessingException {
    ObjectNode definition = (ObjectNode) new JsonMapper().readTree(json);
    definition
        .get("containerDefinitions")
        .forEach(container -> ((ObjectNode) container).put("stopTimeout", STOP_TIMEOUT));
    return new Application(definition);
  }

  String family() {
    return taskDefinition.get("family").asText();
  }
}
