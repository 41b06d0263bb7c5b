package dev.kubeecs.gateway.protocol.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.model.ApiModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorTest {

  private static final ApiModel ECS = ApiModel.load("ecs");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          RunTask                | {}                                                   | Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null
          RunTask                | {'taskDefinition': null}                             | Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null
          RunTask                | {'taskDefinition': 'a', 'launchType': 'MOON'}        | Value 'MOON' at 'launchType' failed to satisfy constraint: Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]
          RunTask                | {'taskDefinition': 'a', 'capacityProviderStrategy': [{'capacityProvider': 'a', 'weight': 1001}]} | Value '1001' at 'capacityProviderStrategy[0].weight' failed to satisfy constraint: Member must have value less than or equal to 1000
          RunTask                | {'taskDefinition': 'a', 'capacityProviderStrategy': [{'capacityProvider': 'a', 'weight': -1}]}   | Value '-1' at 'capacityProviderStrategy[0].weight' failed to satisfy constraint: Member must have value greater than or equal to 0
          RunTask                | {'taskDefinition': 'a', 'capacityProviderStrategy': [{}]} | Value null at 'capacityProviderStrategy[0].capacityProvider' failed to satisfy constraint: Member must not be null
          RunTask                | {'taskDefinition': 'a', 'tags': [{'key': ''}]}       | Value '' at 'tags[0].key' failed to satisfy constraint: Member must have length greater than or equal to 1
          RunTask                | {'taskDefinition': 'a', 'tags': [{'key': '<b>'}]}    | Value '<b>' at 'tags[0].key' failed to satisfy constraint: Member must satisfy regular expression pattern: ([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)
          RunTask                | {'taskDefinition': 'a', 'tags': [null]}              | Value null at 'tags[0]' failed to satisfy constraint: Member must not be null
          DescribeServices       | {'services': ['a', null]}                            | Value null at 'services[1]' failed to satisfy constraint: Member must not be null
          RegisterTaskDefinition | {'family': 'f', 'containerDefinitions': [{'dockerLabels': {'a': null}}]} | Value null at 'containerDefinitions[0].dockerLabels.a' failed to satisfy constraint: Member must not be null
          """)
  void violations(String operation, String body, String violation) throws JsonProcessingException {
    Findings findings = validate(operation, body);

    assertThat(findings.violations()).containsExactly(violation);
    assertThat(findings.wrongTypes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          RunTask                | []                                        | ARRAY_VALUE can not be converted to a structure
          RunTask                | null                                      | NULL_VALUE can not be converted to a structure
          RunTask                | {'taskDefinition': 1}                     | NUMBER_VALUE can not be converted to a String at 'taskDefinition'
          RunTask                | {'taskDefinition': 'a', 'count': '1'}     | STRING_VALUE can not be converted to an Integer at 'count'
          RunTask                | {'taskDefinition': 'a', 'count': 1.5}     | NUMBER_VALUE can not be converted to an Integer at 'count'
          RunTask                | {'taskDefinition': 'a', 'count': 2147483648} | NUMBER_VALUE can not be converted to an Integer at 'count'
          RunTask                | {'taskDefinition': 'a', 'count': 1e400}   | NUMBER_VALUE can not be converted to an Integer at 'count'
          RunTask                | {'taskDefinition': 'a', 'enableExecuteCommand': 'yes'} | STRING_VALUE can not be converted to a Boolean at 'enableExecuteCommand'
          RunTask                | {'taskDefinition': 'a', 'tags': {}}       | OBJECT_VALUE can not be converted to a list at 'tags'
          RunTask                | {'taskDefinition': 'a', 'launchType': {}} | OBJECT_VALUE can not be converted to a String at 'launchType'
          SubmitTaskStateChange  | {'pullStartedAt': 'yesterday'}            | STRING_VALUE can not be converted to a Timestamp of epoch seconds at 'pullStartedAt'
          SubmitTaskStateChange  | {'pullStartedAt': 1e300}                  | NUMBER_VALUE can not be converted to a Timestamp of epoch seconds at 'pullStartedAt'
          RegisterTaskDefinition | {'family': 'f', 'containerDefinitions': [{}, {'portMappings': [{}, {'containerPort': true}]}]} | BOOLEAN_VALUE can not be converted to an Integer at 'containerDefinitions[1].portMappings[1].containerPort'
          """)
  void wrongTypes(String operation, String body, String wrongType) throws JsonProcessingException {
    assertThat(validate(operation, body).wrongTypes()).containsExactly(wrongType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          RunTask               | {'taskDefinition': 'a', 'count': 1.0}
          RunTask               | {'taskDefinition': 'a', 'cluster': null, 'tags': []}
          RunTask               | {'taskDefinition': 'a', 'tags': [{'key': 'Größe', 'value': ''}]}
          SubmitTaskStateChange | {'pullStartedAt': 1700000000.123}
          ListClusters          | {}
          """)
  void good(String operation, String body) throws JsonProcessingException {
    Findings findings = validate(operation, body);

    assertThat(findings.violations()).isEmpty();
    assertThat(findings.wrongTypes()).isEmpty();
    assertThat(findings.unknownMembers()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws JsonProcessingException {
    assertThat(validate("RunTask", "{'launchType': 'MOON'}").violationMessage())
        .isEqualTo(
            "2 validation errors detected: Value null at 'taskDefinition' failed to satisfy"
                + " constraint: Member must not be null; Value 'MOON' at 'launchType' failed to"
                + " satisfy constraint: Member must satisfy enum value set: [EC2, FARGATE,"
                + " EXTERNAL, MANAGED_INSTANCES]");
  }

  @Test
  void longValuesAreCutInMessages() throws JsonProcessingException {
    assertThat(
            validate(
                    "TagResource",
                    "{'resourceArn': 'a', 'tags': [{'key': '%s'}]}".formatted("x".repeat(10_000)))
                .violationMessage())
        .hasSizeLessThan(300)
        .contains("xxx…' at 'tags[0].key'");
  }

  @Test
  void aBodyFullOfMistakesGetsAShortAnswer() throws JsonProcessingException {
    assertThat(
            validate("DescribeServices", "{'services': [" + "null,".repeat(99_999) + "null]}")
                .violations())
        .hasSize(50);
  }

  private static Findings validate(String operation, String body) throws JsonProcessingException {
    return Validator.validate(
        ECS,
        RefusedMembers.NONE,
        ECS.operation(operation).orElseThrow(),
        new ObjectMapper().readTree(body.replace('\'', '"')));
  }
}
