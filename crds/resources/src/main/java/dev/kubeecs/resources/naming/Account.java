package dev.kubeecs.resources.naming;

import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;

/**
 * An AWS account in one region, which is one namespace.
 *
 * @param id 12 digits
 * @param region such as us-east-1
 */
public record Account(String id, String region) {

  /** The account and region of a namespace that carries no labels of ours. */
  public static final Account DEFAULT = new Account("000000000000", "us-east-1");

  /** The account that a namespace is, by its labels. */
  public static Account of(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels == null
        ? DEFAULT
        : new Account(
            labels.getOrDefault(Labels.ACCOUNT_ID, DEFAULT.id),
            labels.getOrDefault(Labels.REGION, DEFAULT.region));
  }

  /** The labels that make a namespace this account. */
  public Map<String, String> labels() {
    return Map.of(Labels.ACCOUNT_ID, id, Labels.REGION, region);
  }

  /** ARN of a cluster. */
  public String clusterArn(String cluster) {
    return arn("cluster/" + cluster);
  }

  /** ARN of a task definition revision. */
  public String taskDefinitionArn(String family, int revision) {
    return arn("task-definition/" + family + ":" + revision);
  }

  /** ARN of a task. */
  public String taskArn(String cluster, String taskId) {
    return arn("task/" + cluster + "/" + taskId);
  }

  /** ARN of a container of a task. */
  public String containerArn(String cluster, String taskId, String containerId) {
    return arn("container/" + cluster + "/" + taskId + "/" + containerId);
  }

  /** ARN of a service. */
  public String serviceArn(String cluster, String service) {
    return arn("service/" + cluster + "/" + service);
  }

  /** ARN of a service revision; its id is the deployment's 19 digits. */
  public String serviceRevisionArn(String cluster, String service, String deploymentId) {
    return arn("service-revision/" + cluster + "/" + service + "/" + deploymentId);
  }

  /** ARN of a service deployment. */
  public String serviceDeploymentArn(String cluster, String service, String serviceDeploymentId) {
    return arn("service-deployment/" + cluster + "/" + service + "/" + serviceDeploymentId);
  }

  /** ARN of a task set. */
  public String taskSetArn(String cluster, String service, String taskSetId) {
    return arn("task-set/" + cluster + "/" + service + "/" + taskSetId);
  }

  /** ARN of a container instance. */
  public String containerInstanceArn(String cluster, String containerInstanceId) {
    return arn("container-instance/" + cluster + "/" + containerInstanceId);
  }

  /** ARN of a capacity provider. */
  public String capacityProviderArn(String name) {
    return arn("capacity-provider/" + name);
  }

  /** ARN of a gateway. */
  public String gatewayArn(String gateway) {
    return arn("gateway/" + gateway);
  }

  /** ARN of the route by which a gateway leads to a service. */
  public String gatewayRouteArn(String gateway, String route) {
    return arn("gateway-route/" + gateway + "/" + route);
  }

  /** ARN of a daemon. */
  public String daemonArn(String cluster, String daemon) {
    return arn("daemon/" + cluster + "/" + daemon);
  }

  /** ARN of a deployment of a daemon. */
  public String daemonDeploymentArn(String cluster, String daemon, String deploymentId) {
    return arn("daemon-deployment/" + cluster + "/" + daemon + "/" + deploymentId);
  }

  /** ARN of a daemon revision; its id is the deployment's 19 digits. */
  public String daemonRevisionArn(String cluster, String daemon, String deploymentId) {
    return arn("daemon-revision/" + cluster + "/" + daemon + "/" + deploymentId);
  }

  /** ARN of a revision of a daemon task definition. */
  public String daemonTaskDefinitionArn(String family, int revision) {
    return arn("daemon-task-definition/" + family + ":" + revision);
  }

  /** ARN of a load balancer. */
  public String loadBalancerArn(String kindAndName, String id) {
    return elasticLoadBalancing("loadbalancer/" + kindAndName + "/" + id);
  }

  /** ARN of a listener of that load balancer. */
  public String listenerArn(String kindAndName, String loadBalancerId, String id) {
    return elasticLoadBalancing("listener/" + kindAndName + "/" + loadBalancerId + "/" + id);
  }

  /** ARN of a rule of that listener. */
  public String ruleArn(String kindAndName, String loadBalancerId, String listenerId, String id) {
    return elasticLoadBalancing(
        "listener-rule/" + kindAndName + "/" + loadBalancerId + "/" + listenerId + "/" + id);
  }

  /** ARN of a target group. */
  public String targetGroupArn(String name, String id) {
    return elasticLoadBalancing("targetgroup/" + name + "/" + id);
  }

  /** ARN of a security group. */
  public String securityGroupArn(String id) {
    return "arn:aws:ec2:" + region + ":" + this.id + ":security-group/" + id;
  }

  /** ARN of a namespace or service of service discovery. */
  public String discoveryArn(String resource) {
    return "arn:aws:servicediscovery:" + region + ":" + id + ":" + resource;
  }

  /** ARN of an application or a deployment group of CodeDeploy. */
  public String codeDeployArn(String resource) {
    return "arn:aws:codedeploy:" + region + ":" + id + ":" + resource;
  }

  private String elasticLoadBalancing(String resource) {
    return "arn:aws:elasticloadbalancing:" + region + ":" + id + ":" + resource;
  }

  private String arn(String resource) {
    return "arn:aws:ecs:" + region + ":" + id + ":" + resource;
  }
}
