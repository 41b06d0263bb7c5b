package dev.kubeecs.resources.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a Node offers, what is left of it, or what Pods take of it.
 *
 * @param milliCpu thousandths of a CPU
 * @param memoryBytes bytes
 * @param gpus whole GPUs
 * @param pods how many Pods
 * @param ports of the Node's address that are in use
 */
public record NodeResources(
    long milliCpu, long memoryBytes, long gpus, long pods, Set<HostPort> ports) {

  /** The resource of Kubernetes that is a GPU. */
  public static final String GPU = "nvidia.com/gpu";

  private static final long MEBIBYTE = 1024L * 1024;
  private static final long UNITS_PER_CPU = 1024;

  public NodeResources {
    ports = Set.copyOf(ports);
  }

  /** What a Node offers to all Pods together. */
  public static NodeResources allocatable(Node node) {
    Map<String, Quantity> amounts =
        node.getStatus() == null ? Map.of() : asEmpty(node.getStatus().getAllocatable());
    return new NodeResources(
        milli(amounts.get("cpu")),
        whole(amounts.get("memory")),
        whole(amounts.get(GPU)),
        whole(amounts.get("pods")),
        Set.of());
  }

  /** What is left when that is taken too. Less than nothing is left of an overcommitted Node. */
  public NodeResources minus(NodeResources taken) {
    Set<HostPort> used = new HashSet<>(ports);
    used.addAll(taken.ports);
    return new NodeResources(
        milliCpu - taken.milliCpu,
        memoryBytes - taken.memoryBytes,
        gpus - taken.gpus,
        pods - taken.pods,
        used);
  }

  /** What is left when all of that is taken. */
  public NodeResources minus(Collection<NodeResources> taken) {
    NodeResources left = this;
    for (NodeResources one : taken) {
      left = left.minus(one);
    }
    return left;
  }

  /** CPU in ECS's units, 1024 to a CPU, rounded down. */
  public int cpuUnits() {
    return Math.toIntExact(Math.max(0, milliCpu * UNITS_PER_CPU / 1000));
  }

  /** Memory in MiB, rounded down. */
  public int memoryMebibytes() {
    return Math.toIntExact(Math.max(0, memoryBytes / MEBIBYTE));
  }

  static long milli(Quantity quantity) {
    return quantity == null
        ? 0
        : Quantity.getAmountInBytes(quantity).multiply(BigDecimal.valueOf(1000)).longValue();
  }

  static long whole(Quantity quantity) {
    return quantity == null ? 0 : Quantity.getAmountInBytes(quantity).longValue();
  }
}
