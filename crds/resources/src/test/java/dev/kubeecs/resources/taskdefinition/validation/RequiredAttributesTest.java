package dev.kubeecs.resources.taskdefinition.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredAttributesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"networkMode":"awsvpc"}                                      | ecs.capability.task-eni
          {"taskRoleArn":"r"}                                           | com.amazonaws.ecs.capability.task-iam-role
          {"taskRoleArn":"r","networkMode":"host"}                      | com.amazonaws.ecs.capability.task-iam-role-network-host
          {"cpu":"256"}                                                 | ecs.capability.task-cpu-mem-limit
          {"pidMode":"task"}                                            | ecs.capability.pid-ipc-namespace-sharing
          {"volumes":[{"dockerVolumeConfiguration":{"driver":"rexray"}}]} | ecs.capability.docker-plugin.rexray
          """)
  void ofTheTask(String json, String attribute) throws Exception {
    assertThat(names(json.replaceFirst("}$", ",\"containerDefinitions\":[]}")))
        .containsExactly(attribute);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"privileged":true}                                           | com.amazonaws.ecs.capability.privileged-container
          {"healthCheck":{"command":["CMD","true"]}}                    | ecs.capability.container-health-check
          {"logConfiguration":{"logDriver":"awslogs"}}                  | com.amazonaws.ecs.capability.logging-driver.awslogs
          {"secrets":[{"name":"A","valueFrom":"/a"}]}                   | ecs.capability.secrets.ssm.environment-variables
          {"secrets":[{"name":"A","valueFrom":"arn:aws:secretsmanager:us-east-1:123456789012:secret:a"}]} | ecs.capability.secrets.asm.environment-variables
          {"ulimits":[{"name":"nofile","softLimit":1,"hardLimit":1}]}   | kube-ecs.ulimits
          {"firelensConfiguration":{"type":"fluentbit"}}                | ecs.capability.firelens.fluentbit
          {"image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/web"}  | com.amazonaws.ecs.capability.ecr-auth
          {"image":"nginx"}                                             |
          """)
  void ofAContainer(String json, String attribute) throws Exception {
    String container =
        json.contains("image") ? json : json.replaceFirst("^\\{", "{\"image\":\"i\",");
    List<String> names = names("{\"containerDefinitions\":[" + container + "]}");
    if (attribute == null) {
      assertThat(names).isEmpty();
    } else {
      assertThat(names).containsExactly(attribute);
    }
  }

  private static List<String> names(String json) throws Exception {
    TaskDefinitionSpec definition = new ObjectMapper().readValue(json, TaskDefinitionSpec.class);
    return RequiredAttributes.of(definition).stream()
        .map(Attribute::name)
        .filter(name -> !name.endsWith("docker-remote-api.1.18"))
        .toList();
  }
}
