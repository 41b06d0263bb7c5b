package dev.kubeecs.gateway.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.api.ecs.UpdateServiceRequest;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mints another deployment, and what does not. */
class ServiceUpdateTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OLD = "1111111111111111111";
  private static final String NEW = "2222222222222222222";
  private static final EcsClusterSpec CLUSTER =
      EcsClusterSpecBuilder.builder().capacityProviders(List.of("FARGATE", "FARGATE_SPOT")).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"desiredCount\":5}",
        "{\"desiredCount\":2}",
        "{\"forceNewDeployment\":false}",
        "{\"deploymentConfiguration\":{\"maximumPercent\":150}}",
        "{\"healthCheckGracePeriodSeconds\":0}",
        "{\"availabilityZoneRebalancing\":\"DISABLED\"}",
        "{\"platformVersion\":\"1.4.0\"}",
        "{\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\"subnet-1\"]}}}",
        "{\"propagateTags\":\"SERVICE\"}",
      })
  void keepsTheDeployment(String request) throws Exception {
    assertThat(update(request, null).deploymentId()).isEqualTo(OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"forceNewDeployment\":true}",
        "{\"platformVersion\":\"LATEST\"}",
        "{\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\"subnet-2\"]}}}",
        "{\"capacityProviderStrategy\":[{\"capacityProvider\":\"FARGATE_SPOT\",\"weight\":1}]}",
        "{\"enableECSManagedTags\":true}",
        "{\"propagateTags\":\"TASK_DEFINITION\"}",
        "{\"enableExecuteCommand\":true}",
      })
  void asksForAnotherDeployment(String request) throws Exception {
    assertThat(update(request, null).deploymentId()).isEqualTo(NEW);
  }

  @Test
  void anotherTaskDefinitionIsAnotherDeployment() throws Exception {
    assertThat(update("{}", "web:3").deploymentId()).isEqualTo(OLD);
    EcsServiceSpec updated = update("{}", "web:4");
    assertThat(updated.deploymentId()).isEqualTo(NEW);
    assertThat(updated.taskDefinition()).isEqualTo("web:4");
  }

  @Test
  void aStrategyReplacesTheLaunchType() throws Exception {
    EcsServiceSpec updated =
        update("{\"capacityProviderStrategy\":[{\"capacityProvider\":\"FARGATE\"}]}", null);
    assertThat(updated.launchType()).isNull();
    assertThat(updated.capacityProviderStrategy()).hasSize(1);
  }

  @Test
  void whatIsLeftOutStays() throws Exception {
    EcsServiceSpec before = service();
    EcsServiceSpec updated = update("{\"desiredCount\":0}", null);
    assertThat(updated).isEqualTo(before.withDesiredCount(0));
  }

  private static EcsServiceSpec update(String request, String taskDefinition) throws Exception {
    UpdateServiceRequest read = JSON.readValue(request, UpdateServiceRequest.class);
    EcsServiceSpec service = service();
    return ServiceUpdate.of(
        read, service, ServiceUpdate.launch(read, service, CLUSTER), taskDefinition, NEW);
  }

  private static EcsServiceSpec service() throws Exception {
    return JSON.readValue(
        """
        {"serviceName":"hello","cluster":"demo","taskDefinition":"web:3","desiredCount":2,
         "launchType":"FARGATE","platformVersion":"1.4.0","propagateTags":"SERVICE",
         "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}},
         "tags":[{"key":"a","value":"b"}],"deploymentId":"1111111111111111111"}
        """,
        EcsServiceSpec.class);
  }
}
