package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.operator.task.pod.volume.TaskVolumes;
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
            .withImagePullSecrets(Environment.pullSecrets(definition))
            .withVolumes(TaskVolumes.of(definition, request.account(), request.volumes()))
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
    Namespaces.share(spec, definition);
    return spec.build();
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
    annotations.putAll(DockerLabels.annotations(definition));
    annotations.putAll(Ulimits.annotations(definition));
    return annotations;
  }

  /** What the Pod is labelled, which tells the gateway which task it is. */
  static Map<String, String> labels(PodRequest request) {
    TaskDefinitionRevisionSpec revision = request.revision();
    Map<String, String> labels = new TreeMap<>(request.labels());
    labels.put(Labels.CLUSTER, ObjectNames.cluster(request.clusterName()));
    labels.put(Labels.FAMILY, ObjectNames.taskDefinition(revision.family()));
    labels.put(Labels.REVISION, String.valueOf(revision.revision()));
    securityGroups(request)
        .forEach(group -> labels.put(Labels.SECURITY_GROUP + ObjectNames.group(group), ""));
    return labels;
  }

  /** A NetworkPolicy that selects the label is what a security group is. */
  private static List<String> securityGroups(PodRequest request) {
    NetworkConfiguration network = request.networkConfiguration();
    return network == null || network.awsvpcConfiguration() == null
        ? List.of()
        : Absent.asEmpty(network.awsvpcConfiguration().securityGroups());
  }
}
