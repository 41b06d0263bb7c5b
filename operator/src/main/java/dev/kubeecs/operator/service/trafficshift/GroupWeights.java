package dev.kubeecs.operator.service.trafficshift;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The weights of target groups in a rule, which are whole numbers up to 999, for a percentage of
 * traffic.
 */
public final class GroupWeights {

  private static final int HUNDRED = 100;
  private static final int MOST = 999;

  private GroupWeights() {}

  /**
   * Weights by the name of the target group.
   *
   * @param target where the tasks of the target are registered
   * @param source where those of the source are; the other target group of the service, if there is
   *     no source
   * @param percent of the traffic that the target gets
   */
  public static Map<String, Integer> of(String target, Optional<String> source, double percent) {
    int all = percent == Math.rint(percent) ? HUNDRED : MOST;
    int weight = (int) Math.round(percent * all / HUNDRED);
    Map<String, Integer> weights = new TreeMap<>();
    source.ifPresent(group -> weights.put(group, all - weight));
    weights.merge(target, source.isPresent() ? weight : all, Integer::sum);
    return weights;
  }
}
