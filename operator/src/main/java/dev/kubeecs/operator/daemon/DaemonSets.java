package dev.kubeecs.operator.daemon;

import dev.kubeecs.operator.task.pod.PodRequestBuilder;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.operator.task.pod.PodTemplates;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;

/** Builds the one DaemonSet of a daemon, which Kubernetes itself updates from Node to Node. */
final class DaemonSets {

  /** Tells what was applied last, whatever the API server has filled in since. */
  private static final String APPLIED = "kube-ecs.dev/applied";

  private DaemonSets() {}

  /** The DaemonSet that runs a revision. Every reference has been found to be there. */
  static DaemonSet of(ResolvedDaemon daemon, EcsDaemonRevision revision, PodSettings settings) {
    Map<String, String> selector =
        Map.of(Labels.DAEMON, ObjectNames.labelValue(daemon.objectName()));
    DaemonSet daemonSet =
        new DaemonSetBuilder()
            .withMetadata(
                DaemonRevisions.metadata(daemon.resource(), name(daemon), daemon.clusterName()))
            .editMetadata()
            .addToLabels(Labels.DEPLOYMENT, revision.getSpec().deploymentId())
            .endMetadata()
            .withNewSpec()
            .withRevisionHistoryLimit(0)
            .withNewSelector()
            .withMatchLabels(selector)
            .endSelector()
            .withNewUpdateStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withMaxUnavailable(maxUnavailable(Daemons.drainPercent(daemon.spec())))
            .endRollingUpdate()
            .endUpdateStrategy()
            .withTemplate(template(daemon, revision, selector, settings))
            .endSpec()
            .build();
    return new DaemonSetBuilder(daemonSet)
        .editMetadata()
        .addToAnnotations(APPLIED, digest(daemonSet))
        .endMetadata()
        .build();
  }

  /** Whether a DaemonSet is as it was when the same was applied before. */
  static boolean isApplied(DaemonSet present, DaemonSet wanted) {
    return wanted
        .getMetadata()
        .getAnnotations()
        .get(APPLIED)
        .equals(present.getMetadata().getAnnotations().get(APPLIED));
  }

  /** Of the same form as the names of services' DaemonSets, with digits of its own. */
  private static String name(ResolvedDaemon daemon) {
    String uid = daemon.resource().getMetadata().getUid();
    return ObjectNames.serviceRevision(
        daemon.daemonName(), Identifiers.nineteenDigits(UUID.fromString(uid)));
  }

  private static PodTemplateSpec template(
      ResolvedDaemon daemon,
      EcsDaemonRevision revision,
      Map<String, String> selector,
      PodSettings settings) {
    Map<String, String> labels = new TreeMap<>(selector);
    labels.put(Labels.DEPLOYMENT, revision.getSpec().deploymentId());
    PodTemplateSpec template =
        PodTemplates.of(
            PodRequestBuilder.builder()
                .account(daemon.account())
                .clusterName(daemon.clusterName())
                .cluster(daemon.cluster().orElseThrow())
                .revision(
                    DaemonTaskDefinitions.asRevision(daemon.definition().orElseThrow().getSpec()))
                .labels(labels)
                .settings(settings)
                .build());
    NodeSelector instances =
        template
            .getSpec()
            .getAffinity()
            .getNodeAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution();
    return new PodTemplateSpecBuilder(template)
        .editSpec()
        .editAffinity()
        .editNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withNodeSelectorTerms(
            instances.getNodeSelectorTerms().stream()
                .flatMap(
                    term ->
                        daemon.spec().capacityProviders().stream()
                            .map(daemon.providers()::get)
                            .map(provider -> within(term, provider)))
                .toList())
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  /** Of the container instances that a term takes, those of a capacity provider. */
  private static NodeSelectorTerm within(NodeSelectorTerm term, EcsCapacityProvider provider) {
    return new NodeSelectorTermBuilder(term)
        .addAllToMatchExpressions(
            new TreeMap<>(CapacityProviders.nodeSelector(provider))
                .entrySet().stream()
                    .map(
                        label ->
                            new NodeSelectorRequirementBuilder()
                                .withKey(label.getKey())
                                .withOperator("In")
                                .withValues(label.getValue())
                                .build())
                    .toList())
        .build();
  }

  /** One Node after the other where nothing is said. */
  private static IntOrString maxUnavailable(OptionalInt percent) {
    return percent.isPresent() ? new IntOrString(percent.getAsInt() + "%") : new IntOrString(1);
  }

  private static String digest(DaemonSet daemonSet) {
    byte[] content = Serialization.asJson(daemonSet).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(content).toString();
  }
}
