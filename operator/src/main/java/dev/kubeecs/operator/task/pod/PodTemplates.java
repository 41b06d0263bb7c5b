package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.IpcMode;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PidMode;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskRole;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the Pod of a task, or the template of a service revision's Pods. */
public final class PodTemplates {

  private PodTemplates() {}

  /**
   * The Pod that a task of the request is. Same request, same Pod.
   *
   * <p>It is fit for a Deployment, which takes no other restart policy than Always; where the
   * cluster lets them, its containers still stay down once they have exited.
   */
  public static PodTemplateSpec of(PodRequest request) {
    TaskDefinitionSpec definition = request.definition();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels(request))
        .withAnnotations(annotations(request, definition))
        .withFinalizers(Labels.FINALIZER)
        .endMetadata()
        .withSpec(spec(request, definition))
        .build();
  }

  private static PodSpec spec(PodRequest request, TaskDefinitionSpec definition) {
    Optional<String> serviceAccount = serviceAccount(definition.taskRoleArn());
    PodSpecBuilder spec =
        new PodSpecBuilder()
            .withContainers(Containers.of(request, definition))
            .withVolumes(Volumes.of(definition))
            .withResources(Sizes.ofTask(definition, request.settings()))
            .withRestartPolicy("Always")
            .withTerminationGracePeriodSeconds(
                StopTimeouts.longest(definition.containerDefinitions()))
            .withNodeSelector(Placement.nodeSelector(request, definition))
            .withAffinity(Placement.affinity(request, definition))
            .withTopologySpreadConstraints(Placement.spread(request))
            .withServiceAccountName(serviceAccount.orElse(null))
            .withAutomountServiceAccountToken(serviceAccount.isPresent())
            .withHostname(Names.hostname(definition))
            .withHostAliases(Names.hostAliases(definition))
            .withDnsConfig(Names.dns(definition))
            .withEnableServiceLinks(false);
    if (definition.networkMode() == NetworkMode.HOST) {
      spec.withHostNetwork(true).withDnsPolicy("ClusterFirstWithHostNet");
    }
    if (!Absent.asEmpty(
            spec.buildDnsConfig() == null ? null : spec.buildDnsConfig().getNameservers())
        .isEmpty()) {
      spec.withDnsPolicy("None"); // Docker asks the servers given and no others
    }
    List<Sysctl> sysctls = sysctls(definition);
    if (!sysctls.isEmpty()) {
      spec.withNewSecurityContext().withSysctls(sysctls).endSecurityContext();
    }
    return namespaces(spec, definition).build();
  }

  /** A Pod's containers share IPC in any case, processes where the task or an init asks for it. */
  private static PodSpecBuilder namespaces(PodSpecBuilder spec, TaskDefinitionSpec definition) {
    if (definition.pidMode() == PidMode.HOST) {
      spec.withHostPID(true);
    } else if (definition.pidMode() == PidMode.TASK || needsInit(definition)) {
      spec.withShareProcessNamespace(true);
    }
    if (definition.ipcMode() == IpcMode.HOST) {
      spec.withHostIPC(true);
    }
    return spec;
  }

  /** With shared processes the sandbox is process 1 and reaps zombies, as an init process does. */
  private static boolean needsInit(TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .map(ContainerDefinition::linuxParameters)
        .anyMatch(linux -> linux != null && Absent.or(linux.initProcessEnabled(), false));
  }

  private static List<Sysctl> sysctls(TaskDefinitionSpec definition) {
    return definition.containerDefinitions().stream()
        .flatMap(container -> Absent.asEmpty(container.systemControls()).stream())
        .map(control -> new Sysctl(control.namespace(), control.value()))
        .distinct()
        .toList();
  }

  /** A role that is given by its name alone is the identity of the Pod, too. */
  private static Optional<String> serviceAccount(String role) {
    return TaskRole.parse(role)
        .filter(named -> named.accountId().isEmpty())
        .map(TaskRole::serviceAccount);
  }

  private static Map<String, String> annotations(
      PodRequest request, TaskDefinitionSpec definition) {
    Map<String, String> annotations = new TreeMap<>(request.capacity().annotations());
    annotations.putAll(Placement.annotations(request, definition));
    definition
        .containerDefinitions()
        .forEach(container -> annotations.putAll(Absent.asEmpty(container.dockerLabels())));
    return annotations;
  }

  /** What the Pod is labelled, which tells the gateway which task it is. */
  static Map<String, String> labels(PodRequest request) {
    TaskDefinitionRevisionSpec revision = request.revision();
    Map<String, String> labels = new TreeMap<>(request.labels());
    labels.put(Labels.CLUSTER, ObjectNames.cluster(request.clusterName()));
    labels.put(Labels.FAMILY, ObjectNames.taskDefinition(revision.family()));
    labels.put(Labels.REVISION, String.valueOf(revision.revision()));
    return labels;
  }
}
