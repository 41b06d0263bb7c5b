package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.operator.task.pod.volume.Mounts;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The containers of a Pod. */
final class Containers {

  private Containers() {}

  static List<Container> of(PodRequest request, TaskDefinitionSpec definition) {
    List<ContainerDefinition> ordered = StartOrder.of(definition.containerDefinitions());
    Set<String> waiting = Waiting.names(ordered);
    List<Container> containers =
        new ArrayList<>(
            ordered.stream()
                .map(container -> container(container, definition, request))
                .map(
                    container ->
                        waiting.contains(container.getName()) ? Waiting.held(container) : container)
                .toList());
    containers.set(0, Sizes.withEphemeralStorage(containers.getFirst(), definition));
    return List.copyOf(containers);
  }

  private static Container container(
      ContainerDefinition definition, TaskDefinitionSpec task, PodRequest request) {
    PodSettings settings = request.settings();
    return new ContainerBuilder()
        .withName(ObjectNames.container(definition.name()))
        .withImage(definition.image())
        .withCommand(Literals.of(definition.entryPoint()))
        .withArgs(Literals.of(definition.command()))
        .withEnvFrom(Environment.files(definition))
        .withEnv(Environment.variables(request, definition))
        .withWorkingDir(definition.workingDirectory())
        .withStdin(definition.interactive())
        .withTty(definition.pseudoTerminal())
        .withPorts(Ports.of(definition, task.networkMode()))
        .withResources(Sizes.ofContainer(definition, settings))
        .withVolumeMounts(Mounts.of(definition, task))
        .withSecurityContext(Security.ofContainer(definition))
        .withReadinessProbe(HealthProbe.of(definition.healthCheck()))
        .withRestartPolicy(settings.containersMayStayDown() ? Restarts.policy(definition) : null)
        .withRestartPolicyRules(
            settings.containersMayStayDown() ? Restarts.rules(definition) : List.of())
        .build();
  }
}
