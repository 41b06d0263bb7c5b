package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AdvancedConfiguration;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.gateway.elbv2.Balancing;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.service.validation.LoadBalancerRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.List;

/** What CreateService and UpdateService demand of the load balancers of a service. */
@Singleton
public final class ServiceLoadBalancers {

  private final Balancing balancing;

  ServiceLoadBalancers(Balancing balancing) {
    this.balancing = balancing;
  }

  /** Refuses load balancers that the tasks of the definition cannot be registered with. */
  void check(Call call, List<LoadBalancer> loadBalancers, TaskDefinitionSpec definition) {
    for (LoadBalancer loadBalancer : asEmpty(loadBalancers)) {
      if (loadBalancer.loadBalancerName() != null) {
        // Classic load balancers are not offered to new accounts.
        throw invalidParameter(
            "The specified load balancer %s does not exist.", loadBalancer.loadBalancerName());
      }
      if (loadBalancer.targetGroupArn() == null) {
        throw invalidParameter("targetGroupArn must be specified.");
      }
      check(call, loadBalancer.targetGroupArn(), definition, true);
      if (loadBalancer.advancedConfiguration() != null) {
        check(call, loadBalancer, loadBalancer.advancedConfiguration(), definition);
      }
    }
    LoadBalancerRules.violation(loadBalancers, definition)
        .ifPresent(
            message -> {
              throw invalidParameter("%s", message);
            });
  }

  private void check(
      Call call,
      LoadBalancer loadBalancer,
      AdvancedConfiguration advanced,
      TaskDefinitionSpec definition) {
    if (advanced.alternateTargetGroupArn() != null) {
      if (advanced.alternateTargetGroupArn().equals(loadBalancer.targetGroupArn())) {
        throw invalidParameter(
            "advancedConfiguration.alternateTargetGroupArn must differ from targetGroupArn.");
      }
      // Deployments have the rules forward to it.
      check(call, advanced.alternateTargetGroupArn(), definition, false);
    }
    checkRule(call, "productionListenerRule", advanced.productionListenerRule());
    checkRule(call, "testListenerRule", advanced.testListenerRule());
  }

  private void checkRule(Call call, String member, String arn) {
    if (arn != null && !balancing.isOfApplicationLoadBalancer(call, arn)) {
      throw invalidParameter(
          "advancedConfiguration.%s: there is no listener rule or listener of an Application Load"
              + " Balancer %s.",
          member, arn);
    }
  }

  private void check(Call call, String arn, TaskDefinitionSpec definition, boolean inUse) {
    TargetGroup group =
        balancing
            .targetGroup(call, arn)
            .orElseThrow(
                () ->
                    invalidParameter(
                        "The target group with targetGroupArn %s does not exist.", arn));
    if (inUse && balancing.forwardingTo(call, group).isEmpty()) {
      throw invalidParameter(
          "The target group with targetGroupArn %s does not have an associated load balancer.",
          arn);
    }
    TargetTypeEnum type = or(LoadBalancers.spec(group).targetType(), TargetTypeEnum.INSTANCE);
    if (definition.networkMode() == NetworkMode.AWSVPC && type != TargetTypeEnum.IP) {
      throw invalidParameter(
          "The provided target group %s has target type %s, which is incompatible with the awsvpc"
              + " network mode specified in the task definition.",
          arn, type);
    }
  }
}
