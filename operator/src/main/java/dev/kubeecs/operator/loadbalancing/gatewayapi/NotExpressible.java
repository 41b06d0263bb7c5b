package dev.kubeecs.operator.loadbalancing.gatewayapi;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.resources.naming.Labels;

/** That something of ELB has no like in the Gateway API. It does not leave this room. */
final class NotExpressible extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param field the field at fault
   * @param why what the Gateway API lacks
   */
  NotExpressible(String field, String why) {
    super(field + ": " + why, null, false, false);
  }

  /** What is told of it. */
  Problem problem() {
    return problem(getMessage());
  }

  static Problem problem(String what) {
    return new Problem(
        Reason.Unsupported,
        "%s. Change it, or have a proxy of kube-ecs balance: give the load balancer the annotation %s: \"\"."
            .formatted(what, Labels.GATEWAY_CLASS));
  }
}
