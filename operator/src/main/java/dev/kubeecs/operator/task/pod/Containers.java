package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The containers of a Pod. */
final class Containers {

  private Containers() {}

  static List<Container> of(PodRequest request, TaskDefinitionSpec definition) {
    List<ContainerDefinition> ordered = StartOrder.of(definition.containerDefinitions());
    Set<String> waiting = Waiting.names(ordered);
    return ordered.stream()
        .map(container -> container(container, definition, request))
        .map(
            container ->
                waiting.contains(container.getName()) ? Waiting.held(container) : container)
        .toList();
  }

  private static Container container(
      ContainerDefinition definition, TaskDefinitionSpec task, PodRequest request) {
    PodSettings settings = request.settings();
    return new ContainerBuilder()
        .withName(ObjectNames.container(definition.name()))
        .withImage(definition.image())
        .withCommand(Literals.of(definition.entryPoint()))
        .withArgs(Literals.of(definition.command()))
        .withEnv(environment(request, definition))
        .withWorkingDir(definition.workingDirectory())
        .withStdin(definition.interactive())
        .withTty(definition.pseudoTerminal())
        .withPorts(Ports.of(definition, task.networkMode()))
        .withResources(Sizes.ofContainer(definition, settings))
        .withVolumeMounts(Volumes.mounts(definition, task))
        .withSecurityContext(Security.ofContainer(definition))
        .withReadinessProbe(HealthProbe.of(definition.healthCheck()))
        .withRestartPolicy(settings.containersMayStayDown() ? Restarts.policy(definition) : null)
        .withRestartPolicyRules(
            settings.containersMayStayDown() ? Restarts.rules(definition) : List.of())
        .build();
  }

  private static List<EnvVar> environment(PodRequest request, ContainerDefinition definition) {
    return Stream.concat(
            EndpointVariables.of(request, definition).stream(),
            Absent.asEmpty(definition.environment()).stream().map(Containers::variable))
        .toList();
  }

  private static EnvVar variable(KeyValuePair variable) {
    return new EnvVarBuilder()
        .withName(variable.name())
        .withValue(Literals.of(Absent.or(variable.value(), "")))
        .build();
  }
}
