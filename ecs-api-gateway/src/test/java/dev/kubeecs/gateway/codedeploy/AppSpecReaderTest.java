package dev.kubeecs.gateway.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.api.ecs.AssignPublicIp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AppSpecs as pipelines write them. */
class AppSpecReaderTest {

  private static final String YAML =
      """
      version: 0.0
      Resources:
        - TargetService:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: "arn:aws:ecs:us-east-1:111122223333:task-definition/shop:2"
              LoadBalancerInfo:
                ContainerName: "web"
                ContainerPort: 80
              PlatformVersion: "LATEST"
              NetworkConfiguration:
                AwsvpcConfiguration:
                  Subnets: ["subnet-1", "subnet-2"]
                  SecurityGroups: ["sg-1"]
                  AssignPublicIp: "ENABLED"
              CapacityProviderStrategy:
                - Base: 1
                  CapacityProvider: "FARGATE_SPOT"
                  Weight: 2
      Hooks:
        - BeforeInstall: "https://hooks.internal/before"
        - AfterAllowTestTraffic: "arn:aws:ecs:us-east-1:111122223333:task-definition/check:1"
      """;

  /** As {@code aws ecs deploy} sends it: what json.dumps makes of the user's YAML or JSON. */
  private static final String JSON =
      """
      {"version": 0.0, "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties":
        {"taskDefinition": "shop:2", "loadBalancerInfo": {"containerName": "web", "containerPort": 80}}}}]}
      """;

  @Test
  void everyMemberIsRead() {
    AppSpec appSpec = AppSpecReader.read(YAML);
    assertThat(appSpec.taskDefinition()).endsWith("task-definition/shop:2");
    assertThat(appSpec.containerName()).isEqualTo("web");
    assertThat(appSpec.containerPort()).isEqualTo(80);
    assertThat(appSpec.platformVersion()).isEqualTo("LATEST");
    assertThat(appSpec.networkConfiguration().awsvpcConfiguration().subnets())
        .containsExactly("subnet-1", "subnet-2");
    assertThat(appSpec.networkConfiguration().awsvpcConfiguration().assignPublicIp())
        .isEqualTo(AssignPublicIp.ENABLED);
    assertThat(appSpec.capacityProviderStrategy())
        .singleElement()
        .satisfies(item -> assertThat(item.capacityProvider()).isEqualTo("FARGATE_SPOT"))
        .satisfies(item -> assertThat(item.weight()).isEqualTo(2));
    assertThat(appSpec.hooks())
        .containsEntry(HookEvent.BEFORE_INSTALL, "https://hooks.internal/before")
        .containsKey(HookEvent.AFTER_ALLOW_TEST_TRAFFIC)
        .hasSize(2);
  }

  @Test
  void jsonIsReadToo() {
    AppSpec appSpec = AppSpecReader.read(JSON);
    assertThat(appSpec.taskDefinition()).isEqualTo("shop:2");
    assertThat(appSpec.containerPort()).isEqualTo(80);
    assertThat(appSpec.hooks()).isEmpty();
    assertThat(appSpec.capacityProviderStrategy()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version: 0.0                   | version: 0.1                  | version must be 0.0
          Type: AWS::ECS::Service        | Type: AWS::Lambda::Function   | Type of the resource must be AWS::ECS::Service
          ContainerPort: 80              | ContainerPort: web            | ContainerPort must be a whole number
          PlatformVersion                | PlatformVersoin               | PlatformVersoin is not known here
          AssignPublicIp: "ENABLED"      | AssignPublicIp: "YES"         | AssignPublicIp must be one of ENABLED, DISABLED
          ContainerName: "web"           | ContainerName: ""             | ContainerName must be a text
          https://hooks.internal/before  | my-lambda-function            | my-lambda-function cannot be called; a hook must be
          BeforeInstall                  | ApplicationStop               | Hooks.ApplicationStop is no event of a service
          """)
  void whatIsWrongIsNamed(String right, String wrong, String message) {
    assertThatThrownBy(() -> AppSpecReader.read(YAML.replace(right, wrong)))
        .hasMessageContaining(message)
        .extracting("code")
        .isEqualTo("InvalidRevisionException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"just a text", "{", "[1, 2]", "version: 0.0", "a: [", "a: b: c", "{\"a\": \"b"})
  void whatIsNoAppSpecIsRefused(String content) {
    assertThatThrownBy(() -> AppSpecReader.read(content))
        .extracting("code")
        .isEqualTo("InvalidRevisionException");
  }
}
