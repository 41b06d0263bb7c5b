package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/** A container as version 4 of the metadata endpoint tells it. Times are RFC 3339. */
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContainerMetadata(
    String dockerId,
    String name,
    String dockerName,
    String image,
    @JsonProperty("ImageID") String imageId,
    List<Port> ports,
    Map<String, String> labels,
    String desiredStatus,
    String knownStatus,
    Integer exitCode,
    TaskMetadata.Limits limits,
    String createdAt,
    String startedAt,
    String finishedAt,
    String type,
    Health health,
    List<Volume> volumes,
    String logDriver,
    Map<String, String> logOptions,
    Integer restartCount,
    @JsonProperty("ContainerARN") String containerArn,
    List<Network> networks) {

  /** A port that the container listens on, and where that is reached. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Port(Integer containerPort, String protocol, Integer hostPort, String hostIp) {}

  /** What its health check tells. */
  record Health(String status) {}

  /** A volume of the task that it mounts. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Volume(String dockerName, String destination) {}

  /** A network that it is in; the interface's members with awsvpc only. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Network(
      String networkMode,
      @JsonProperty("IPv4Addresses") List<String> ipv4Addresses,
      @JsonProperty("IPv6Addresses") List<String> ipv6Addresses,
      Integer attachmentIndex,
      @JsonProperty("MACAddress") String macAddress) {}
}
