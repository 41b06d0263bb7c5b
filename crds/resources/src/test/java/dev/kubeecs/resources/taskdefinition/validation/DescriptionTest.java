package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.api.ecs.Compatibility.EC2;
import static dev.kubeecs.api.ecs.Compatibility.EXTERNAL;
import static dev.kubeecs.api.ecs.Compatibility.FARGATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What registering adds to the description of a task definition. */
class DescriptionTest {

  @Test
  void anAwsvpcDefinitionWithASizeRunsOnFargateToo() throws IOException {
    assertThat(compatibilities("valid-fargate")).containsExactly(EC2, FARGATE);
  }

  @Test
  void aBridgeDefinitionRunsOnExternalInstancesToo() throws IOException {
    assertThat(compatibilities("valid-ec2-bridge")).containsExactly(EC2, EXTERNAL);
  }

  @Test
  void whatAnInstanceMustOfferFollowsFromTheDefinition() throws IOException {
    assertThat(RequiredAttributes.of(read("valid-dependencies")))
        .extracting(Attribute::name)
        .containsExactly(
            "com.amazonaws.ecs.capability.docker-remote-api.1.18",
            "ecs.capability.container-health-check",
            "ecs.capability.container-ordering",
            "ecs.capability.task-cpu-mem-limit",
            "ecs.capability.task-eni");
  }

  private static List<Compatibility> compatibilities(String name) throws IOException {
    return Compatibilities.of(read(name));
  }

  private static TaskDefinitionSpec read(String name) throws IOException {
    return Serialization.unmarshal(
        Files.readString(Path.of("src/test/resources/taskdefinition", name + ".yaml")),
        TaskDefinitionSpec.class);
  }
}
