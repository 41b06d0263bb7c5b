package dev.kubeecs.resources.service.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.service.EcsServiceSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {deploymentConfiguration: {alarms: {alarmNames: [Errors], enable: true}, bakeTimeInMinutes: 1440}} |
          {deploymentController: {type: EXTERNAL}, deploymentConfiguration: {alarms: {alarmNames: [Errors], enable: false}}} |
          {deploymentController: {type: EXTERNAL}, deploymentConfiguration: {alarms: {alarmNames: [Errors], enable: true}}} | deploymentConfiguration.alarms: is for services with the ECS deployment controller only.
          {deploymentController: {type: CODE_DEPLOY}, deploymentConfiguration: {alarms: {alarmNames: [Errors], enable: true}}} | deploymentConfiguration.alarms: is for services with the ECS deployment controller only.
          {deploymentConfiguration: {bakeTimeInMinutes: 1441}} | deploymentConfiguration.bakeTimeInMinutes: must be between 0 and 1440.
          {deploymentConfiguration: {bakeTimeInMinutes: -1}} | deploymentConfiguration.bakeTimeInMinutes: must be between 0 and 1440.
          """)
  void whatEcsDemands(String spec, String violation) {
    assertThat(
            MonitorRules.violations(Serialization.unmarshal("---\n" + spec, EcsServiceSpec.class)))
        .extracting(Object::toString)
        .isEqualTo(violation == null ? List.of() : List.of(violation));
  }
}
