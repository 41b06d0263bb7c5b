package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.AdvancedConfiguration;
import dev.kubeecs.api.ecs.ResolvedConfiguration;
import dev.kubeecs.api.ecs.ServiceRevisionLoadBalancer;
import dev.kubeecs.operator.condition.Conditions;
import dev.kubeecs.operator.service.Action.ReportRevision;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatus;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionStatus;
import dev.kubeecs.resources.service.EcsServiceRevisionStatusBuilder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a service revision beyond its spec. It is written once, when its first task has
 * shown which images run.
 */
final class RevisionReport {

  private RevisionReport() {}

  /** What there is to tell of the target. */
  static List<ReportRevision> changes(ResolvedService service, Course course) {
    ResolvedRevision target = course.target();
    boolean known = target.resource().getStatus() != null;
    return known || target.images().isEmpty()
        ? List.of()
        : List.of(new ReportRevision(target.name(), status(service, target)));
  }

  private static EcsServiceRevisionStatus status(
      ResolvedService service, ResolvedRevision revision) {
    EcsServiceRevision resource = revision.resource();
    Long generation = resource.getMetadata().getGeneration();
    return EcsServiceRevisionStatusBuilder.builder()
        .serviceRevisionArn(
            service
                .account()
                .serviceRevisionArn(
                    service.clusterName(), service.serviceName(), revision.deploymentId()))
        .serviceArn(service.account().serviceArn(service.clusterName(), service.serviceName()))
        .clusterArn(service.account().clusterArn(service.clusterName()))
        .containerImages(revision.images())
        .resolvedConfiguration(resolvedConfiguration(service, revision))
        .observedGeneration(generation)
        .conditions(
            new Conditions(Clock.fixed(service.now(), ZoneOffset.UTC)).ready(null, generation))
        .build();
  }

  /** Of two target groups that change roles the one that tasks are in; null without any. */
  private static ResolvedConfiguration resolvedConfiguration(
      ResolvedService service, ResolvedRevision revision) {
    List<ServiceRevisionLoadBalancer> resolved =
        asEmpty(revision.resource().getSpec().loadBalancers()).stream()
            .filter(loadBalancer -> loadBalancer.targetGroupArn() != null)
            .map(
                loadBalancer ->
                    ServiceRevisionLoadBalancer.builder()
                        .targetGroupArn(
                            targetGroupArn(
                                service,
                                Registrations.targetGroup(loadBalancer, revision.isAlternate())))
                        .productionListenerRule(
                            Optional.ofNullable(loadBalancer.advancedConfiguration())
                                .map(AdvancedConfiguration::productionListenerRule)
                                .orElse(null))
                        .build())
            .toList();
    return resolved.isEmpty()
        ? null
        : ResolvedConfiguration.builder().loadBalancers(resolved).build();
  }

  /** A manifest may give the name of one alone. */
  private static String targetGroupArn(ResolvedService service, String named) {
    return Optional.ofNullable(service.targetGroups().get(ElbArn.targetGroupName(named)))
        .map(TargetGroup::getStatus)
        .map(TargetGroupStatus::targetGroupArn)
        .orElse(named);
  }
}
