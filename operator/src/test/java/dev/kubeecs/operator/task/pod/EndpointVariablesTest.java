package dev.kubeecs.operator.task.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.Secret;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpecBuilder;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import dev.kubeecs.resources.taskendpoint.SharedKey;
import dev.kubeecs.resources.taskendpoint.TaskEndpoint;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointVariablesTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-west-1");
  private static final SharedKey KEY = new SharedKey(new byte[32]);
  private static final String ROLE = "arn:aws:iam::123456789012:role/reader";
  private static final PodSettings SETTINGS =
      new PodSettings(
          true, 100, Optional.of(new EndpointSettings(KEY, Optional.of(TaskEndpoint.URL))));

  @Test
  void aTaskWithARoleFindsEverything() {
    Pod pod = TaskPods.of(task("a"), request(ROLE).withLaunchType(LaunchType.FARGATE));
    String proof = TaskEndpoint.proof(KEY, ACCOUNT, pod.getMetadata().getLabels());

    assertThat(pod.getSpec().getContainers().getFirst().getEnv().getFirst().getValueFrom())
        .extracting(source -> source.getFieldRef().getFieldPath())
        .isEqualTo("metadata.uid");
    assertThat(variables(pod))
        .containsOnly(
            entry("KUBE_ECS_POD_UID", null),
            entry(
                "ECS_CONTAINER_METADATA_URI",
                "http://169.254.170.2/v3/$(KUBE_ECS_POD_UID)." + proof + ".web"),
            entry(
                "ECS_CONTAINER_METADATA_URI_V4",
                "http://169.254.170.2/v4/$(KUBE_ECS_POD_UID)." + proof + ".web"),
            entry("ECS_AGENT_URI", "http://169.254.170.2/api/$(KUBE_ECS_POD_UID)." + proof),
            entry("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE"),
            entry("AWS_REGION", "eu-west-1"),
            entry("AWS_DEFAULT_REGION", "eu-west-1"),
            entry(
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "/v2/credentials/$(KUBE_ECS_POD_UID)." + proof),
            entry("AWS_ENDPOINT_URL", "http://169.254.170.2"));
  }

  @Test
  void aTaskWithoutARoleIsToldOfNoCredentials() {
    assertThat(variables(TaskPods.of(task("a"), request(null))))
        .containsEntry("AWS_EXECUTION_ENV", "AWS_ECS_EC2")
        .doesNotContainKeys("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_ENDPOINT_URL");
  }

  @Test
  void eachTaskOfItsOwnHasItsOwnUrl() {
    assertThat(variables(TaskPods.of(task("a"), request(ROLE))).get("ECS_AGENT_URI"))
        .isNotEqualTo(variables(TaskPods.of(task("b"), request(ROLE))).get("ECS_AGENT_URI"));
  }

  @Test
  void whatTheDefinitionSetsIsTheDefinitions() {
    PodRequest request =
        request(ROLE, KeyValuePair.builder().name("AWS_REGION").value("mars-1").build());
    List<EnvVar> variables =
        TaskPods.of(task("a"), request).getSpec().getContainers().getFirst().getEnv();

    assertThat(variables)
        .filteredOn(variable -> variable.getName().equals("AWS_REGION"))
        .extracting(EnvVar::getValue)
        .containsExactly("mars-1");
  }

  @Test
  void aSecretOfTheSameNameIsNotToldTwice() {
    PodRequest request = request(ROLE);
    ContainerDefinition web =
        request.definition().containerDefinitions().getFirst().toBuilder()
            .secrets(List.of(Secret.builder().name("AWS_REGION").valueFrom("/region").build()))
            .build();
    List<EnvVar> variables = Environment.variables(request, web);

    assertThat(variables)
        .filteredOn(variable -> variable.getName().equals("AWS_REGION"))
        .singleElement()
        .satisfies(variable -> assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull());
  }

  @Test
  void nothingIsToldWhereNothingIsServed() {
    assertThat(variables(TaskPods.of(task("a"), request(ROLE).withSettings(PodSettings.DEFAULT))))
        .isEmpty();
  }

  private static Map<String, String> variables(Pod pod) {
    Map<String, String> variables = new HashMap<>();
    pod.getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .forEach(variable -> variables.put(variable.getName(), variable.getValue()));
    return variables;
  }

  private static EcsTask task(String name) {
    EcsTask task = new EcsTask();
    task.getMetadata().setName(name);
    return task;
  }

  private static PodRequest request(String role, KeyValuePair... environment) {
    return PodRequestBuilder.builder()
        .account(ACCOUNT)
        .clusterName("default")
        .cluster(EcsClusterSpecBuilder.builder().build())
        .revision(
            TaskDefinitionRevisionSpecBuilder.builder()
                .family("hello")
                .revision(3)
                .taskDefinition(
                    TaskDefinitionSpecBuilder.builder()
                        .taskRoleArn(role)
                        .containerDefinitions(
                            List.of(
                                ContainerDefinition.builder()
                                    .name("web")
                                    .image("nginx")
                                    .environment(List.of(environment))
                                    .build()))
                        .build())
                .build())
        .settings(SETTINGS)
        .build();
  }
}
