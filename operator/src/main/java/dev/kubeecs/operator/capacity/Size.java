package dev.kubeecs.operator.capacity;

import static dev.kubeecs.resources.Absent.asEmpty;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * CPU and memory, of a Node or asked for by a task.
 *
 * @param milliCpu thousandths of a CPU
 * @param bytes of memory
 */
record Size(long milliCpu, long bytes) implements Comparable<Size> {

  static final Size NOTHING = new Size(0, 0);

  private static final BigDecimal MILLI = BigDecimal.valueOf(1000);

  /** What a Node has for Pods. */
  static Size allocatable(Node node) {
    return node.getStatus() == null ? NOTHING : of(node.getStatus().getAllocatable());
  }

  /** What a Pod asks for: as a whole, or its containers in sum. */
  static Size requested(Pod pod) {
    ResourceRequirements whole = pod.getSpec().getResources();
    if (whole != null && !asEmpty(whole.getRequests()).isEmpty()) {
      return of(whole.getRequests());
    }
    return asEmpty(pod.getSpec().getContainers()).stream()
        .map(Container::getResources)
        .map(resources -> resources == null ? NOTHING : of(resources.getRequests()))
        .reduce(NOTHING, Size::plus);
  }

  /** The greater of each. */
  static Size largest(List<Size> sizes) {
    return sizes.stream()
        .reduce(
            NOTHING,
            (a, b) -> new Size(Math.max(a.milliCpu, b.milliCpu), Math.max(a.bytes, b.bytes)));
  }

  private static Size of(Map<String, Quantity> quantities) {
    Map<String, Quantity> given = asEmpty(quantities);
    return new Size(
        amount(given.get("cpu")).multiply(MILLI).longValue(),
        amount(given.get("memory")).longValue());
  }

  private static BigDecimal amount(Quantity quantity) {
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }

  Size plus(Size other) {
    return new Size(milliCpu + other.milliCpu, bytes + other.bytes);
  }

  Size minus(Size other) {
    return new Size(milliCpu - other.milliCpu, bytes - other.bytes);
  }

  boolean fitsInto(Size room) {
    return milliCpu <= room.milliCpu && bytes <= room.bytes;
  }

  /** By memory first, which cannot be overcommitted. */
  @Override
  public int compareTo(Size other) {
    int byMemory = Long.compare(bytes, other.bytes);
    return byMemory == 0 ? Long.compare(milliCpu, other.milliCpu) : byMemory;
  }
}
