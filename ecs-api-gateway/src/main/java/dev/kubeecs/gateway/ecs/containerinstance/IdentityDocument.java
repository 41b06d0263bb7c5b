package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import io.fabric8.kubernetes.api.model.Node;

/**
 * What a machine says of itself: the instance identity document of EC2.
 *
 * @param instanceId the cloud's id of it, or the Node's name where there is no cloud
 * @param privateIp its address, or null
 * @param instanceType such as m5.large, or null
 * @param availabilityZone such as us-east-1a, or null
 * @param architecture x86_64 or arm64, or null
 */
record IdentityDocument(
    String instanceId,
    String privateIp,
    String instanceType,
    String availabilityZone,
    String architecture) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a document.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClientException} if it is none
   */
  static IdentityDocument parse(String document) {
    try {
      JsonNode json = JSON.readTree(document == null ? "" : document);
      if (json.path("instanceId").isTextual()) {
        return new IdentityDocument(
            json.path("instanceId").textValue(),
            json.path("privateIp").textValue(),
            json.path("instanceType").textValue(),
            json.path("availabilityZone").textValue(),
            json.path("architecture").textValue());
      }
    } catch (JsonProcessingException e) {
      // Said below, as of a document without an instanceId.
    }
    throw client(
        "instanceIdentityDocument must be the JSON of an instance identity document, with the"
            + " instanceId of a machine that is a Node, or the Node's name as instanceId.");
  }

  /** Whether the machine is that Node. */
  boolean isOf(Node node) {
    return instanceId.equals(node.getMetadata().getName())
        || NodeInstance.ec2InstanceId(node).filter(instanceId::equals).isPresent()
        || (privateIp != null
            && node.getStatus() != null
            && node.getStatus().getAddresses().stream()
                .anyMatch(address -> address.getAddress().equals(privateIp)));
  }
}
