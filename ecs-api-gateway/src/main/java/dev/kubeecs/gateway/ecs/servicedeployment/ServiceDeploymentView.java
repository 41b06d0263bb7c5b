package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ServiceCurrentRevisionSummary;
import dev.kubeecs.api.ecs.ServiceDeployment;
import dev.kubeecs.api.ecs.ServiceDeploymentBrief;
import dev.kubeecs.api.ecs.ServiceRevisionSummary;
import dev.kubeecs.gateway.ecs.service.DeploymentDefaults;
import dev.kubeecs.gateway.ecs.service.ServiceFacts;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import java.util.List;
import java.util.function.UnaryOperator;

/** A service deployment as DescribeServiceDeployments and ListServiceDeployments tell it. */
final class ServiceDeploymentView {

  private ServiceDeploymentView() {}

  /** The whole record. */
  static ServiceDeployment of(
      EcsServiceDeployment deployment, EcsService service, Account account) {
    EcsServiceDeploymentStatus told = ServiceDeploymentFacts.told(deployment);
    UnaryOperator<ServiceRevisionSummary> live =
        told.finishedAt() == null ? counts(service) : UnaryOperator.identity();
    return ServiceDeployment.builder()
        .serviceDeploymentArn(arn(deployment, service, account))
        .serviceArn(account.serviceArn(ServiceFacts.cluster(service), ServiceFacts.name(service)))
        .clusterArn(account.clusterArn(ServiceFacts.cluster(service)))
        .createdAt(ServiceDeploymentFacts.createdAt(deployment))
        .startedAt(told.startedAt())
        .finishedAt(told.finishedAt())
        .stoppedAt(told.stoppedAt())
        .updatedAt(told.updatedAt())
        .sourceServiceRevisions(asEmpty(told.sourceServiceRevisions()).stream().map(live).toList())
        .targetServiceRevision(
            live.apply(or(told.targetServiceRevision(), target(deployment, service, account))))
        .status(ServiceDeploymentFacts.status(deployment))
        .statusReason(told.statusReason())
        .lifecycleStage(told.lifecycleStage())
        .lifecycleHookDetails(told.lifecycleHookDetails())
        .deploymentConfiguration(
            DeploymentDefaults.filled(
                deployment.getSpec().deploymentConfiguration(),
                ServiceFacts.schedulingStrategy(service)))
        .rollback(told.rollback())
        .deploymentCircuitBreaker(told.deploymentCircuitBreaker())
        .alarms(told.alarms())
        .build();
  }

  /** What a listing tells of it. */
  static ServiceDeploymentBrief brief(
      EcsServiceDeployment deployment, EcsService service, Account account) {
    ServiceDeployment whole = of(deployment, service, account);
    return ServiceDeploymentBrief.builder()
        .serviceDeploymentArn(whole.serviceDeploymentArn())
        .serviceArn(whole.serviceArn())
        .clusterArn(whole.clusterArn())
        .startedAt(whole.startedAt())
        .createdAt(whole.createdAt())
        .finishedAt(whole.finishedAt())
        .targetServiceRevisionArn(whole.targetServiceRevision().arn())
        .status(whole.status())
        .statusReason(whole.statusReason())
        .build();
  }

  static String arn(EcsServiceDeployment deployment, EcsService service, Account account) {
    return account.serviceDeploymentArn(
        ServiceFacts.cluster(service),
        ServiceFacts.name(service),
        ServiceDeploymentFacts.id(deployment));
  }

  /** While it goes on, the counts are those that the service tells. */
  private static UnaryOperator<ServiceRevisionSummary> counts(EcsService service) {
    List<ServiceCurrentRevisionSummary> current =
        asEmpty(ServiceFacts.status(service).currentServiceRevisions());
    return summary ->
        current.stream()
            .filter(c -> c.arn().equals(summary.arn()))
            .findFirst()
            .map(
                c ->
                    summary.toBuilder()
                        .runningTaskCount(c.runningTaskCount())
                        .pendingTaskCount(c.pendingTaskCount())
                        .build())
            .orElseGet(() -> summary.toBuilder().runningTaskCount(0).pendingTaskCount(0).build());
  }

  private static ServiceRevisionSummary target(
      EcsServiceDeployment deployment, EcsService service, Account account) {
    return ServiceRevisionSummary.builder()
        .arn(
            account.serviceRevisionArn(
                ServiceFacts.cluster(service),
                ServiceFacts.name(service),
                ServiceDeploymentFacts.id(deployment)))
        .requestedTaskCount(ServiceFacts.desiredCount(service))
        .build();
  }
}
