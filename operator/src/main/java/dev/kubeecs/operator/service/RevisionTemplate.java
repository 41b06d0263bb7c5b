package dev.kubeecs.operator.service;

import dev.kubeecs.operator.discovery.RegistryPorts;
import dev.kubeecs.operator.loadbalancing.target.TargetPorts;
import dev.kubeecs.operator.service.workload.RevisionMetadata;
import dev.kubeecs.operator.serviceconnect.Connections;
import dev.kubeecs.operator.task.pod.Capacity;
import dev.kubeecs.operator.task.pod.PodRequestBuilder;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.operator.task.pod.PodTemplates;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.RevisionContent;
import dev.kubeecs.resources.volume.LaunchVolumes;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The template of the Pods of a service revision. */
final class RevisionTemplate {

  private RevisionTemplate() {}

  static PodTemplateSpec of(
      ResolvedService service, ResolvedRevision target, PodSettings settings) {
    EcsServiceRevisionSpec revision = target.resource().getSpec();
    Map<String, Integer> targets = Registrations.ports(target);
    PodTemplateSpec template =
        PodTemplates.of(
            PodRequestBuilder.builder()
                .account(service.account())
                .clusterName(revision.cluster())
                .cluster(service.cluster().orElseThrow())
                .revision(target.taskDefinition().orElseThrow().getSpec())
                .launchType(RevisionContent.launchType(revision))
                .networkConfiguration(revision.networkConfiguration())
                .volumes(LaunchVolumes.ofService(revision.volumeConfigurations()))
                .placementConstraints(revision.placementConstraints())
                .placementStrategy(revision.placementStrategy())
                .capacity(target.capacityProvider().map(Capacity::of).orElse(Capacity.ANY))
                .labels(RevisionMetadata.labels(revision))
                .settings(settings)
                .build());
    Map<String, String> annotations = new TreeMap<>();
    int drainSeconds = 0;
    if (!targets.isEmpty()) {
      annotations.put(TargetPorts.ANNOTATION, TargetPorts.text(targets));
      drainSeconds = Registrations.drainSeconds(targets.keySet(), service.targetGroups());
    }
    Map<String, OptionalInt> registries =
        Registrations.registryPorts(revision.serviceRegistries(), service.registries());
    Map<String, OptionalInt> connected =
        service
            .connections()
            .ports(
                revision.serviceConnectConfiguration(),
                target.taskDefinition().orElseThrow().getSpec().taskDefinition());
    registries.putAll(connected);
    if (!registries.isEmpty()) {
      annotations.put(RegistryPorts.ANNOTATION, RegistryPorts.text(registries));
      drainSeconds =
          Math.max(
              drainSeconds,
              connected.isEmpty() ? Registrations.NOTICE_SECONDS : Connections.NOTICE_SECONDS);
    }
    PodTemplateSpec named =
        withHosts(
            template, service.connections().hostAliases(revision.serviceConnectConfiguration()));
    return annotations.isEmpty() ? named : registered(named, annotations, drainSeconds);
  }

  private static PodTemplateSpec withHosts(PodTemplateSpec template, List<HostAlias> hosts) {
    return hosts.isEmpty()
        ? template
        : new PodTemplateSpecBuilder(template)
            .editSpec()
            .addAllToHostAliases(hosts)
            .endSpec()
            .build();
  }

  /**
   * Says where the Pods are registered, and has every container go on for a while before it is told
   * to stop: target groups and registries take the task out at once, and requests in flight may
   * end.
   */
  private static PodTemplateSpec registered(
      PodTemplateSpec template, Map<String, String> annotations, int drainSeconds) {
    long grace = template.getSpec().getTerminationGracePeriodSeconds();
    return new PodTemplateSpecBuilder(template)
        .editMetadata()
        .addToAnnotations(annotations)
        .endMetadata()
        .editSpec()
        .withTerminationGracePeriodSeconds(grace + drainSeconds)
        .withContainers(
            template.getSpec().getContainers().stream()
                .map(
                    container ->
                        new ContainerBuilder(container)
                            .editOrNewLifecycle()
                            .withNewPreStop()
                            .withNewSleep((long) drainSeconds)
                            .endPreStop()
                            .endLifecycle()
                            .build())
                .toList())
        .endSpec()
        .build();
  }
}
