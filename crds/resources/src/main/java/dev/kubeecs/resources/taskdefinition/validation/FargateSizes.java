package dev.kubeecs.resources.taskdefinition.validation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which memory goes with which CPU on Fargate. Source: ECS developer guide, task size. */
public final class FargateSizes {

  private static final int GIB = 1024;

  /** MiB of memory by CPU units. */
  private static final Map<Integer, Set<Integer>> MEMORY =
      Map.of(
          256, Set.of(512, GIB, 2 * GIB),
          512, steps(1, 4, 1),
          1024, steps(2, 8, 1),
          2048, steps(4, 16, 1),
          4096, steps(8, 30, 1),
          8192, steps(16, 60, 4),
          16384, steps(32, 120, 8));

  private FargateSizes() {}

  /** Whether Fargate offers the combination of CPU units and MiB. */
  public static boolean exists(int cpuUnits, int memoryMiB) {
    return MEMORY.getOrDefault(cpuUnits, Set.of()).contains(memoryMiB);
  }

  private static Set<Integer> steps(int fromGiB, int toGiB, int byGiB) {
    return IntStream.iterate(fromGiB, gib -> gib <= toGiB, gib -> gib + byGiB)
        .mapToObj(gib -> gib * GIB)
        .collect(Collectors.toUnmodifiableSet());
  }
}
