package dev.kubeecs.resources.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityProviderStrategiesTest {

  /** The pool's base and weight, the weight of spot, tasks: how many of them the pool runs. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 4, 2",
    "0, 1, 3, 4, 1",
    "0, 3, 1, 8, 6",
    "2, 0, 1, 5, 2",
    "2, 1, 1, 6, 4",
    "9, 1, 1, 3, 3",
    "0, 0, 1, 7, 0",
  })
  void tasksAreSharedOut(int base, int weight, int spotWeight, int tasks, int ofPool) {
    List<String> shares =
        CapacityProviderStrategies.shares(
            List.of(item("pool", weight, base), item("spot", spotWeight, null)), tasks);
    assertThat(shares).hasSize(tasks);
    assertThat(Collections.frequency(shares, "pool")).isEqualTo(ofPool);
  }

  @Test
  void theOnlyProviderNeedsNoWeight() {
    assertThat(CapacityProviderStrategies.shares(List.of(item("spot", null, null)), 2))
        .containsExactly("spot", "spot");
  }

  @Property
  void everyTaskGetsAProviderAndWeightsHoldToWithinOne(
      @ForAll @IntRange(min = 1, max = 1000) int weight,
      @ForAll @IntRange(min = 1, max = 1000) int spotWeight,
      @ForAll @IntRange(min = 1, max = 100) int tasks) {
    List<String> shares =
        CapacityProviderStrategies.shares(
            List.of(item("pool", weight, null), item("spot", spotWeight, null)), tasks);
    double due = (double) tasks * weight / (weight + spotWeight);
    assertThat(shares).hasSize(tasks);
    assertThat((double) Collections.frequency(shares, "pool")).isBetween(due - 1, due + 1);
  }

  @Property
  void theBaseComesFirstThenNobodyGetsLessThanItsShareInWholeTasks(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1000) Integer> weights,
      @ForAll @IntRange(max = 60) int base,
      @ForAll @IntRange(min = 1, max = 100) int tasks) {
    List<CapacityProviderStrategyItem> strategy =
        IntStream.range(0, weights.size())
            .mapToObj(i -> item("p" + i, weights.get(i), i == 0 ? base : null))
            .toList();
    List<String> shares = CapacityProviderStrategies.shares(strategy, tasks);
    assertThat(shares).hasSize(tasks);
    assertThat(shares.subList(0, Math.min(base, tasks))).allMatch("p0"::equals);
    List<String> weighed = shares.subList(Math.min(base, tasks), tasks);
    int sum = weights.stream().mapToInt(w -> w).sum();
    for (int i = 0; i < weights.size(); i++) {
      int due = weighed.size() * weights.get(i) / sum;
      assertThat(Collections.frequency(weighed, "p" + i)).isGreaterThanOrEqualTo(due);
    }
  }

  private static CapacityProviderStrategyItem item(String provider, Integer weight, Integer base) {
    return new CapacityProviderStrategyItem(provider, weight, base);
  }
}
