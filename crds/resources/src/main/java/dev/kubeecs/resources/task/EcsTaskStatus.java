package dev.kubeecs.resources.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.Attachment;
import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.Connectivity;
import dev.kubeecs.api.ecs.EphemeralStorage;
import dev.kubeecs.api.ecs.HealthStatus;
import dev.kubeecs.api.ecs.InferenceAccelerator;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.TaskEphemeralStorage;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.api.ecs.TrustedExecutionSummary;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeTasks tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsTaskStatus(
    @JsonPropertyDescription("Where the task is in its life cycle.") TaskState lastStatus,
    @JsonPropertyDescription("Where the task is heading: RUNNING or STOPPED.")
        dev.kubeecs.api.ecs.DesiredStatus desiredStatus,
    @JsonPropertyDescription("Counts the changes of the task, from 1.") Long version,
    @JsonPropertyDescription("Amazon Resource Name of the task.") String taskArn,
    @JsonPropertyDescription("family:revision that the task runs.") String taskDefinition,
    @JsonPropertyDescription("Amazon Resource Name of the revision that the task runs.")
        String taskDefinitionArn,
    @JsonPropertyDescription("Amazon Resource Name of the cluster.") String clusterArn,
    @JsonPropertyDescription("The group of the task.") String group,
    @JsonPropertyDescription("Kind of capacity that the task runs on.") LaunchType launchType,
    @JsonPropertyDescription("Capacity provider that the task runs on.")
        String capacityProviderName,
    @JsonPropertyDescription("Node that the task runs on, for EC2 and EXTERNAL.")
        String containerInstanceArn,
    @JsonPropertyDescription("Zone of the Node.") String availabilityZone,
    @JsonPropertyDescription("CPU units of the task.") String cpu,
    @JsonPropertyDescription("Memory of the task in MiB.") String memory,
    @JsonPropertyDescription("Fargate platform version.") String platformVersion,
    @JsonPropertyDescription("Operating system family, on FARGATE.") String platformFamily,
    @JsonPropertyDescription("CONNECTED while the Node answers for the task.")
        Connectivity connectivity,
    @JsonPropertyDescription("Health over the essential containers.") HealthStatus healthStatus,
    @JsonPropertyDescription("The containers with status, exit code and reason.")
        List<dev.kubeecs.api.ecs.Container> containers,
    @JsonPropertyDescription("Network interface and volumes of the task.")
        List<Attachment> attachments,
    @JsonPropertyDescription("Attributes of the task.") List<Attribute> attributes,
    @JsonPropertyDescription("Inference accelerators of the task.")
        List<InferenceAccelerator> inferenceAccelerators,
    @JsonPropertyDescription("Scratch storage of the task.") EphemeralStorage ephemeralStorage,
    @JsonPropertyDescription("Scratch storage of a task on FARGATE.")
        TaskEphemeralStorage fargateEphemeralStorage,
    @JsonPropertyDescription("Isolation of the task.")
        TrustedExecutionSummary trustedExecutionSummary,
    @JsonPropertyDescription("When the task was asked for.") Instant createdAt,
    @JsonPropertyDescription("When the first image began to be pulled.") Instant pullStartedAt,
    @JsonPropertyDescription("When the last image had been pulled.") Instant pullStoppedAt,
    @JsonPropertyDescription("When connectivity last changed.") Instant connectivityAt,
    @JsonPropertyDescription("When the task became RUNNING.") Instant startedAt,
    @JsonPropertyDescription("When the task began to stop.") Instant stoppingAt,
    @JsonPropertyDescription("When its last container had ended.") Instant executionStoppedAt,
    @JsonPropertyDescription("When the task became STOPPED.") Instant stoppedAt,
    @JsonPropertyDescription("What kind of reason stopped it.") TaskStopCode stopCode,
    @JsonPropertyDescription("Why it stopped, in the words of ECS.") String stoppedReason,
    @JsonPropertyDescription("The Pod that is the task.") String podName,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsTaskStatusBuilder.With, StatusWithConditions {

  public EcsTaskStatus {
    containers = Immutable.copy(containers);
    attachments = Immutable.copy(attachments);
    attributes = Immutable.copy(attributes);
    inferenceAccelerators = Immutable.copy(inferenceAccelerators);
    conditions = Immutable.copy(conditions);
  }
}
