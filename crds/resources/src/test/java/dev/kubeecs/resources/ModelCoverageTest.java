package dev.kubeecs.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterStatus;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionSpec;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitionStatus;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionSpec;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatus;
import dev.kubeecs.resources.daemon.EcsDaemonSpec;
import dev.kubeecs.resources.daemon.EcsDaemonStatus;
import dev.kubeecs.resources.gateway.EcsGatewaySpec;
import dev.kubeecs.resources.gateway.EcsGatewayStatus;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpec;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.EcsServiceRevisionStatus;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceStatus;
import dev.kubeecs.resources.service.EcsTaskSetSpec;
import dev.kubeecs.resources.service.EcsTaskSetStatus;
import dev.kubeecs.resources.task.EcsTaskSpec;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevisionStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every member of the API's shapes has its place in a resource, or a reason here why not. */
class ModelCoverageTest {

  private static final ApiModel MODEL = ApiModel.load("ecs");

  /**
   * A resource beside the shapes that it stands for.
   *
   * @param elsewhere members that the resource keeps in another place, with that place
   */
  record Row(
      List<Class<? extends Record>> records, List<String> shapes, Map<String, String> elsewhere) {
    @Override
    public String toString() {
      return String.join(" and ", shapes);
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row(
            List.of(EcsClusterSpec.class, EcsClusterStatus.class),
            List.of("CreateClusterRequest", "UpdateClusterRequest", "Cluster"),
            Map.of("cluster", "clusterName")),
        new Row(
            List.of(
                TaskDefinitionSpec.class,
                TaskDefinitionRevisionSpec.class,
                TaskDefinitionRevisionStatus.class),
            List.of("RegisterTaskDefinitionRequest", "TaskDefinition"),
            Map.of("registeredAt", "metadata.creationTimestamp")),
        new Row(
            List.of(EcsTaskSpec.class, EcsTaskStatus.class),
            List.of("RunTaskRequest", "StartTaskRequest", "Task"),
            Map.of(
                "count", "one resource for each task",
                "containerInstances", "containerInstance of each task")),
        new Row(
            List.of(EcsServiceSpec.class, EcsServiceStatus.class),
            List.of("CreateServiceRequest", "UpdateServiceRequest", "Service"),
            Map.of(
                "service", "serviceName",
                "forceNewDeployment", "another deploymentId",
                "roleArn", "role",
                "taskSets", "EcsTaskSet",
                "createdAt", "metadata.creationTimestamp",
                "resourceManagementType", "ECS for a service with express")),
        new Row(
            List.of(EcsServiceRevisionSpec.class, EcsServiceRevisionStatus.class),
            List.of("ServiceRevision"),
            Map.of("createdAt", "metadata.creationTimestamp")),
        new Row(
            List.of(EcsServiceDeploymentSpec.class, EcsServiceDeploymentStatus.class),
            List.of("ServiceDeployment"),
            Map.of()),
        new Row(
            List.of(EcsTaskSetSpec.class, EcsTaskSetStatus.class),
            List.of("CreateTaskSetRequest", "TaskSet"),
            Map.of()),
        new Row(
            List.of(EcsGatewaySpec.class, EcsGatewayStatus.class),
            List.of("CreateGatewayRequest", "UpdateGatewayRequest", "Gateway"),
            Map.of(
                "gateway", "name",
                "status", "conditions, beside metadata.generation",
                "statusReason", "conditions",
                "failures", "conditions",
                "accessType", "configuration.hostSharedAlb.scheme",
                "createdAt", "metadata.creationTimestamp")),
        new Row(
            List.of(EcsCapacityProviderSpec.class, EcsCapacityProviderStatus.class),
            List.of("CreateCapacityProviderRequest", "CapacityProvider"),
            Map.of()),
        new Row(
            List.of(DaemonTaskDefinitionSpec.class, DaemonTaskDefinitionStatus.class),
            List.of("RegisterDaemonTaskDefinitionRequest", "DaemonTaskDefinition"),
            Map.of("registeredAt", "metadata.creationTimestamp")),
        new Row(
            List.of(EcsDaemonSpec.class, EcsDaemonStatus.class),
            List.of("CreateDaemonRequest", "UpdateDaemonRequest", "DaemonDetail"),
            Map.of(
                "daemonTaskDefinitionArn", "daemonTaskDefinition",
                "capacityProviderArns", "capacityProviders",
                "currentRevisions", "the EcsDaemonRevisions with tasks",
                "createdAt", "metadata.creationTimestamp",
                "updatedAt", "when the newest EcsDaemonRevision was made")),
        new Row(
            List.of(EcsDaemonRevisionSpec.class, EcsDaemonRevisionStatus.class),
            List.of("DaemonRevision", "DaemonDeployment"),
            Map.ofEntries(
                Map.entry("daemonRevisionArn", "deploymentId"),
                Map.entry("daemonDeploymentArn", "deploymentId"),
                Map.entry("clusterArn", "cluster"),
                Map.entry("daemonArn", "daemonName"),
                Map.entry("daemonTaskDefinitionArn", "daemonTaskDefinition"),
                Map.entry("createdAt", "metadata.creationTimestamp"),
                Map.entry("containerImages", "those of the daemon task definition"),
                Map.entry("targetDaemonRevision", "the resource itself"),
                Map.entry("sourceDaemonRevisions", "sourceRevisions"),
                Map.entry("circuitBreaker", "DISABLED: Kubernetes starts failed tasks again"),
                Map.entry("alarms", "refused: there is nothing that would watch them"),
                Map.entry("rollback", "never: there is no circuit breaker"))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyMemberHasItsPlace(Row row) {
    Set<String> places = new HashSet<>(row.elsewhere().keySet());
    row.records().stream()
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(RecordComponent::getName)
        .forEach(places::add);
    Set<String> lacking = new TreeSet<>();
    row.shapes().forEach(shape -> lacking.addAll(MODEL.structure(shape).members().keySet()));
    lacking.removeAll(places);
    assertThat(lacking).as("members of %s that no resource keeps", row).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void noReasonIsLeftOver(Row row) {
    Set<String> members = new HashSet<>();
    row.shapes().forEach(shape -> members.addAll(MODEL.structure(shape).members().keySet()));
    assertThat(members).containsAll(row.elsewhere().keySet());
  }
}
