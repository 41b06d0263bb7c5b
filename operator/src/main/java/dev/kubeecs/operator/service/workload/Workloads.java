package dev.kubeecs.operator.service.workload;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** Builds what keeps the tasks of a service revision. */
public final class Workloads {

  private static final String ONE_NODE = "kubernetes.io/hostname";

  private Workloads() {}

  /**
   * The Deployment of a revision. Its template never changes; should somebody restart it with
   * kubectl all the same, no task stops before another is ready.
   */
  public static Deployment deployment(
      EcsService service, EcsServiceRevisionSpec revision, PodTemplateSpec template, int replicas) {
    return new DeploymentBuilder()
        .withMetadata(RevisionMetadata.of(service, revision))
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(0)
        .withNewSelector()
        .withMatchLabels(RevisionMetadata.selector(revision))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString("25%"))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  /**
   * The DaemonSet of a revision. On a Node that still has a task of another revision of the service
   * its Pod waits: DAEMON services have at most one task on each.
   */
  public static DaemonSet daemonSet(
      EcsService service, EcsServiceRevisionSpec revision, PodTemplateSpec template) {
    return new DaemonSetBuilder()
        .withMetadata(RevisionMetadata.of(service, revision))
        .withNewSpec()
        .withRevisionHistoryLimit(0)
        .withNewSelector()
        .withMatchLabels(RevisionMetadata.selector(revision))
        .endSelector()
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withTemplate(
            new PodTemplateSpecBuilder(template)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewPodAntiAffinity()
                .addToRequiredDuringSchedulingIgnoredDuringExecution(otherRevisions(revision))
                .endPodAntiAffinity()
                .endAffinity()
                .endSpec()
                .build())
        .endSpec()
        .build();
  }

  private static PodAffinityTerm otherRevisions(EcsServiceRevisionSpec revision) {
    return new PodAffinityTermBuilder()
        .withTopologyKey(ONE_NODE)
        .withNewLabelSelector()
        .addToMatchLabels(Labels.SERVICE, ObjectNames.labelValue(revision.service()))
        .addNewMatchExpression()
        .withKey(Labels.DEPLOYMENT)
        .withOperator("NotIn")
        .withValues(revision.deploymentId())
        .endMatchExpression()
        .endLabelSelector()
        .build();
  }
}
