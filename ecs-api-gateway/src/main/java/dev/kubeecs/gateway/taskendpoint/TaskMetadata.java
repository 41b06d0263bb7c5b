package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * A task as version 4 of the metadata endpoint tells it. Times are RFC 3339.
 *
 * @param cluster ARN
 * @param serviceName of the service whose task it is, if it is a service's
 * @param limits what the whole task may use: vCPUs and MiB
 * @param taskTags only where tags are asked for
 * @param containerInstanceTags only where tags are asked for, and it is on an instance that has
 *     some
 */
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskMetadata(
    String cluster,
    @JsonProperty("TaskARN") String taskArn,
    String family,
    String revision,
    String serviceName,
    String desiredStatus,
    String knownStatus,
    Limits limits,
    String pullStartedAt,
    String pullStoppedAt,
    String executionStoppedAt,
    String availabilityZone,
    String launchType,
    List<ContainerMetadata> containers,
    Map<String, String> taskTags,
    Map<String, String> containerInstanceTags) {

  /** What may be used: of a task in vCPUs, of a container in CPU units; memory in MiB. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Limits(@JsonProperty("CPU") Number cpu, @JsonProperty("Memory") Integer memory) {}
}
