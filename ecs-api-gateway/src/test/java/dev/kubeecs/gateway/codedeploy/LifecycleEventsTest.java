package dev.kubeecs.gateway.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.codedeploy.LifecycleEvent;
import dev.kubeecs.resources.service.TrafficShift;
import dev.kubeecs.resources.service.TrafficShiftBuilder;
import dev.kubeecs.resources.service.TrafficShiftStage;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The eight events of a deployment: S(ucceeded), I(n progress), P(ending), F(ailed), s(kipped). */
class LifecycleEventsTest {

  @ParameterizedTest
  @CsvSource({
    "RECONCILE_SERVICE, 0, IPPPPPPP, Fsssssss",
    "SCALE_UP, 0, SIPPPPPP, SFssssss",
    "POST_SCALE_UP, 0, SSIPPPPP, SSFsssss",
    "TEST_TRAFFIC_SHIFT, 0, SSSIPPPP, SSSFssss",
    "POST_TEST_TRAFFIC_SHIFT, 0, SSSSSPPP, SSSSSsss",
    "PRE_PRODUCTION_TRAFFIC_SHIFT, 0, SSSSSIPP, SSSSSFss",
    "PRE_PRODUCTION_TRAFFIC_SHIFT, 1, SSSSSSIP, SSSSSSFs",
    "PRODUCTION_TRAFFIC_SHIFT, 0, SSSSSSIP, SSSSSSFs",
    "POST_PRODUCTION_TRAFFIC_SHIFT, 0, SSSSSSSI, SSSSSSSF",
    "BAKE_TIME, 0, SSSSSSSS, SSSSSSSS"
  })
  void byStage(TrafficShiftStage stage, int step, String goingOn, String ended) {
    TrafficShift shift = TrafficShiftBuilder.builder().stage(stage).step(step).build();
    assertThat(letters(Optional.of(shift), true)).isEqualTo(goingOn);
    assertThat(letters(Optional.of(shift), false)).isEqualTo(ended);
  }

  @Test
  void nothingHasBegun() {
    assertThat(letters(Optional.empty(), true)).isEqualTo("PPPPPPPP");
  }

  private static String letters(Optional<TrafficShift> shift, boolean goesOn) {
    return LifecycleEvents.of(shift, goesOn).stream()
        .map(LifecycleEvent::status)
        .map(
            status -> status.toString().equals("Skipped") ? "s" : status.toString().substring(0, 1))
        .collect(Collectors.joining());
  }
}
