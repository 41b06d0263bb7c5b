package dev.kubeecs.resources.taskdefinition.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRulesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                     | requires options: awslogs-group",
        "{awslogs-group: 'a b'}                                 | awslogs-group has an invalid value",
        "{awslogs-group: a, awslogs-region: US}                 | awslogs-region has an invalid value",
        "{awslogs-group: a, awslogs-create-group: 'yes'}        | awslogs-create-group has an invalid value",
        "{awslogs-group: a, awslogs-stream-prefix: 'a:b'}       | awslogs-stream-prefix has an invalid value",
        "{awslogs-group: a, mode: sometimes}                    | mode has an invalid value",
        "{awslogs-group: a, max-buffer-size: much}              | max-buffer-size has an invalid value",
        "{awslogs-group: a, awslogs-multiline-pattern: '('}     | is not a regular expression",
        "{awslogs-group: a, awslogs-multiline-pattern: a, awslogs-datetime-format: '%Y'} | not both",
      })
  void refuses(String options, String message) {
    assertThat(TaskDefinitionValidation.violations(definition(options, "")))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.toString())
                  .contains("containerDefinitions[0].logConfiguration.options")
                  .contains(message);
            });
  }

  @Test
  void takesEveryOption() {
    assertThat(
            TaskDefinitionValidation.violations(
                definition(
                    "{awslogs-group: /ecs/a_b.c#d, awslogs-region: eu-central-1,"
                        + " awslogs-stream-prefix: web, awslogs-create-group: 'true',"
                        + " awslogs-datetime-format: '%Y-%m-%d', mode: non-blocking,"
                        + " max-buffer-size: 25m}",
                    "")))
        .isEmpty();
  }

  @Test
  void fargateNeedsAPrefix() {
    assertThat(
            TaskDefinitionValidation.violations(
                definition(
                    "{awslogs-group: a}",
                    ", requiresCompatibilities: [FARGATE], networkMode: awsvpc, cpu: '256',"
                        + " memory: '512'")))
        .singleElement()
        .asString()
        .contains("awslogs-stream-prefix");
  }

  private static TaskDefinitionSpec definition(String options, String more) {
    return Serialization.unmarshal(
        """
        ---
        {family: a, containerDefinitions: [{name: a, image: a, memory: 64,
          logConfiguration: {logDriver: awslogs, options: %s}}]%s}
        """
            .formatted(options, more),
        TaskDefinitionSpec.class);
  }
}
