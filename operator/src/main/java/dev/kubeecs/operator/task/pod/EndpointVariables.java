package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.Secret;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.TaskRole;
import dev.kubeecs.resources.taskendpoint.TaskEndpoint;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The variables by which a container finds metadata, credentials and its agent, as ECS sets them. A
 * Deployment's template does not know its Pods, so the kubelet fills in the Pod's UID. The region
 * is told on every launch type: an SDK elsewhere asks EC2 for it, which is not here.
 */
final class EndpointVariables {

  private static final String POD_UID = "KUBE_ECS_POD_UID";

  private EndpointVariables() {}

  /** Of one container; a variable that the definition sets itself is the definition's. */
  static List<EnvVar> of(PodRequest request, ContainerDefinition container) {
    return request.settings().endpoint().stream()
        .flatMap(settings -> all(request, settings, container).stream())
        .filter(variable -> !names(container).contains(variable.getName()))
        .toList();
  }

  private static List<EnvVar> all(
      PodRequest request, EndpointSettings settings, ContainerDefinition container) {
    String proof =
        TaskEndpoint.proof(settings.key(), request.account(), PodTemplates.labels(request));
    String task = "$(" + POD_UID + ")" + TaskEndpoint.SEPARATOR + proof;
    String itself = task + TaskEndpoint.SEPARATOR + container.name();
    boolean fargate = request.launchType() == LaunchType.FARGATE;
    List<EnvVar> variables = new ArrayList<>();
    variables.add(podUid());
    variables.add(variable("ECS_CONTAINER_METADATA_URI", url(TaskEndpoint.METADATA_V3) + itself));
    variables.add(variable("ECS_CONTAINER_METADATA_URI_V4", url(TaskEndpoint.METADATA) + itself));
    variables.add(variable("ECS_AGENT_URI", url(TaskEndpoint.AGENT) + task));
    variables.add(variable("AWS_EXECUTION_ENV", fargate ? "AWS_ECS_FARGATE" : "AWS_ECS_EC2"));
    variables.add(variable("AWS_REGION", request.account().region()));
    variables.add(variable("AWS_DEFAULT_REGION", request.account().region()));
    if (TaskRole.parse(request.definition().taskRoleArn()).isPresent()) {
      variables.add(
          variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", TaskEndpoint.CREDENTIALS + task));
      settings.api().ifPresent(api -> variables.add(variable("AWS_ENDPOINT_URL", api)));
    }
    return variables;
  }

  private static Set<String> names(ContainerDefinition container) {
    return Stream.concat(
            Absent.asEmpty(container.environment()).stream().map(KeyValuePair::name),
            Absent.asEmpty(container.secrets()).stream().map(Secret::name))
        .collect(Collectors.toSet());
  }

  private static String url(String path) {
    return TaskEndpoint.URL + path;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar podUid() {
    return new EnvVarBuilder()
        .withName(POD_UID)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath("metadata.uid")
        .endFieldRef()
        .endValueFrom()
        .build();
  }
}
