package dev.kubeecs.gateway.ecs.cluster;

import dev.kubeecs.gateway.protocol.AwsException;

/** Errors about clusters, in AWS's words. */
final class ClusterErrors {

  private ClusterErrors() {}

  static AwsException notFound() {
    return new AwsException("ClusterNotFoundException", "Cluster not found.");
  }

  static AwsException inactive() {
    return new AwsException("ClusterNotFoundException", "The referenced cluster was inactive.");
  }

  static AwsException containsContainerInstances() {
    return new AwsException(
        "ClusterContainsContainerInstancesException",
        "The Cluster cannot be deleted while Container Instances are active or draining.");
  }

  static AwsException containsServices() {
    return new AwsException(
        "ClusterContainsServicesException",
        "The Cluster cannot be deleted while Services are active.");
  }

  static AwsException containsTasks() {
    return new AwsException(
        "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
  }
}
