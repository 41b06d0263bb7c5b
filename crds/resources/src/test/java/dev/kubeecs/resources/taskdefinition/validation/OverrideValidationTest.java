package dev.kubeecs.resources.taskdefinition.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.ContainerOverride;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverrideValidationTest {

  private static final TaskDefinitionSpec DEFINITION =
      TaskDefinitionSpecBuilder.builder()
          .cpu("256")
          .memory("512")
          .containerDefinitions(
              List.of(ContainerDefinition.builder().name("web").image("nginx").build()))
          .build();

  @Test
  void anotherContainerIsRefused() {
    TaskOverride override =
        TaskOverride.builder()
            .containerOverrides(List.of(ContainerOverride.builder().name("wbe").build()))
            .build();
    assertThat(OverrideValidation.violations(DEFINITION, override, null))
        .containsExactly(
            new Violation(
                "overrides.containerOverrides[0].name",
                "Override for container named wbe is not a container in the TaskDefinition."));
  }

  @Test
  void fargateOffersNoOtherSizes() {
    TaskOverride override = TaskOverride.builder().memory("300").build();
    assertThat(OverrideValidation.violations(DEFINITION, override, LaunchType.EC2)).isEmpty();
    assertThat(OverrideValidation.violations(DEFINITION, override, LaunchType.FARGATE))
        .extracting(Violation::field)
        .containsExactly("overrides.memory");
  }

  @Test
  void noOverridesAreFine() {
    assertThat(OverrideValidation.violations(DEFINITION, null, LaunchType.FARGATE)).isEmpty();
  }
}
