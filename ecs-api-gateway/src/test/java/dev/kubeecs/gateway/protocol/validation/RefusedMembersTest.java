package dev.kubeecs.gateway.protocol.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.model.ApiModel;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedMembersTest {

  private static final ApiModel ECS = ApiModel.load("ecs");

  @Test
  void everyEntryOfTheFileNamesAMemberOfTheModel() {
    assertThat(RefusedMembers.load("ecs", ECS)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CreateService.loadBalancer", "MakeCoffee.sugar", "LaunchType.MOON", "nothing"})
  void anEntryThatNamesNothingIsAMistakeFoundAtStart(String entry) {
    assertThatThrownBy(() -> refused(Map.of(entry, "because")))
        .hasMessage("the model has no " + entry + " to refuse");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          CreateService.loadBalancers | CreateService | {'loadBalancers': [{}]} | 'loadBalancers' is not supported: because
          ContainerDefinition.links | RegisterTaskDefinition | {'containerDefinitions': [{}, {'links': ['a']}]} | 'containerDefinitions[1].links' is not supported: because
          LaunchType.EXTERNAL | RunTask | {'launchType': 'EXTERNAL'} | 'launchType': EXTERNAL is not supported: because
          """)
  void carried(String entry, String operation, String body, String finding)
      throws JsonProcessingException {
    assertThat(refusals(entry, operation, body)).containsExactly(finding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'loadBalancers': []}", "{'loadBalancers': null}", "{}"})
  void notCarried(String body) throws JsonProcessingException {
    assertThat(refusals("CreateService.loadBalancers", "CreateService", body)).isEmpty();
    assertThat(refusals("CreateService.loadBalancers", "UpdateService", "{'loadBalancers': [{}]}"))
        .isEmpty();
  }

  private static List<String> refusals(String entry, String operation, String body)
      throws JsonProcessingException {
    return Validator.validate(
            ECS,
            refused(Map.of(entry, "because")),
            ECS.operation(operation).orElseThrow(),
            new ObjectMapper().readTree(body.replace('\'', '"')))
        .refused();
  }

  private static RefusedMembers refused(Map<String, String> entries) {
    Properties properties = new Properties();
    properties.putAll(entries);
    return RefusedMembers.of(properties, ECS);
  }
}
