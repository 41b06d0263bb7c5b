package dev.kubeecs.operator.service.trafficshift;

import dev.kubeecs.operator.service.deployment.RevisionCounts;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many tasks each revision keeps while traffic is shifted: the target gets all of its tasks at
 * SCALE_UP, what serves keeps its own until CLEAN_UP, and what neither serves nor shall serve goes
 * once no load balancer sends anything there.
 */
public final class ShiftReplicas {

  private ShiftReplicas() {}

  /**
   * Replicas by deployment id.
   *
   * @param stage as it is known for certain: as it was written down
   * @param carried whether load balancers divide traffic as was written down
   * @param wanted how many tasks the target may have now
   * @param serving the deployment id of the revision that traffic comes from; "" if there is none
   * @param others all revisions but the target
   */
  public static Map<String, Integer> next(
      TrafficShiftStage stage,
      boolean carried,
      int wanted,
      RevisionCounts target,
      String serving,
      List<RevisionCounts> others) {
    Map<String, Integer> replicas = new LinkedHashMap<>();
    for (RevisionCounts other : others) {
      boolean serves =
          other.deploymentId().equals(serving) && stage.compareTo(TrafficShiftStage.CLEAN_UP) < 0;
      boolean stays = serves || !carried;
      replicas.put(other.deploymentId(), stays ? other.replicas() : other.safely(0));
    }
    boolean begins = stage.compareTo(TrafficShiftStage.SCALE_UP) >= 0;
    replicas.put(target.deploymentId(), begins ? target.safely(wanted) : target.replicas());
    return replicas;
  }
}
