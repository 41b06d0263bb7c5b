package dev.kubeecs.operator.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.cache.SteadyIndex;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyIndexTest {

  private static final String BY_COLOUR = "colour";

  private final CacheImpl<Pod> cache = new CacheImpl<>();
  private final List<Integer> blueAtEveryMoment = new ArrayList<>();

  SteadyIndexTest() {
    cache.addIndexers(Map.of(BY_COLOUR, SteadyIndex.of(cache::getByKey, this::colour)));
  }

  /** Asked while the cache takes a change in, between what it takes out and what it puts in. */
  private List<String> colour(Pod pod) {
    blueAtEveryMoment.add(cache.byIndex(BY_COLOUR, "blue").size());
    return List.of(pod.getMetadata().getLabels().get(BY_COLOUR));
  }

  @Test
  void whatChangesOtherwiseIsNeverMissed() {
    cache.put(pod("1", "blue"));
    blueAtEveryMoment.clear();
    cache.put(pod("2", "blue"));
    assertThat(blueAtEveryMoment).isNotEmpty().containsOnly(1);
    assertThat(of("blue")).containsExactly("2");
  }

  @Test
  void whatHoldsNoLongerIsTakenOut() {
    cache.put(pod("1", "blue"));
    cache.put(pod("2", "red"));
    assertThat(of("blue")).isEmpty();
    assertThat(of("red")).containsExactly("2");
    cache.remove(pod("2", "red"));
    assertThat(of("red")).isEmpty();
  }

  private List<String> of(String colour) {
    return cache.byIndex(BY_COLOUR, colour).stream()
        .map(pod -> pod.getMetadata().getResourceVersion())
        .toList();
  }

  private static Pod pod(String version, String colour) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("account")
        .withName("web")
        .withResourceVersion(version)
        .addToLabels(BY_COLOUR, colour)
        .endMetadata()
        .build();
  }
}
