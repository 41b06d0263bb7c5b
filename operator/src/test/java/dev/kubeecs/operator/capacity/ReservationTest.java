package dev.kubeecs.operator.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationTest {

  private static final int NO_LIMIT = 10_000;
  private static final Size NODE = new Size(2000, 4000);
  private static final Size HALF = new Size(1000, 2000);

  /** Used Nodes (half of each is free), unused ones, tasks of half a Node that wait. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 100",
    "0, 0, 1, 1, 200",
    "0, 0, 3, 3, 200",
    "4, 0, 0, 4, 100",
    "2, 2, 0, 2, 50",
    "0, 4, 0, 0, 0",
    "4, 0, 4, 4, 100",
    "4, 0, 6, 5, 125",
    "2, 1, 4, 3, 100",
    "2, 1, 5, 4, 134",
  })
  void neededPerRegistered(int used, int unused, int waiting, int needed, int percent) {
    Reservation reservation = of(used, unused, waiting, NO_LIMIT);
    assertThat(reservation.needed()).isEqualTo(needed);
    assertThat(reservation.percent()).isEqualTo(percent);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "100, 6"})
  void noMoreAtOnceThanTheLargestStep(int step, int needed) {
    assertThat(of(1, 0, 11, step).needed()).isEqualTo(needed);
  }

  @ParameterizedTest
  @CsvSource({"3000, 1000", "1000, 5000"})
  void aTaskThatFitsNoInstanceThereIsNeedsOneOfItsOwn(long milliCpu, long bytes) {
    Reservation reservation =
        Reservation.of(
            List.of(new Instance(NODE, NODE, false)), List.of(new Size(milliCpu, bytes)), NO_LIMIT);
    assertThat(reservation).isEqualTo(new Reservation(1, 1));
    assertThat(reservation.percent()).isEqualTo(100);
  }

  @Property
  void moreTasksNeverNeedFewerInstances(
      @ForAll @IntRange(max = 10) int used,
      @ForAll @IntRange(max = 10) int unused,
      @ForAll @IntRange(max = 40) int waiting) {
    int needed = of(used, unused, waiting, NO_LIMIT).needed();
    assertThat(of(used, unused, waiting + 1, NO_LIMIT).needed()).isBetween(needed, needed + 1);
    assertThat(needed).isGreaterThanOrEqualTo(used);
  }

  private static Reservation of(int used, int unused, int waiting, int step) {
    List<Instance> instances =
        new ArrayList<>(Collections.nCopies(used, new Instance(NODE, HALF, true)));
    instances.addAll(Collections.nCopies(unused, new Instance(NODE, NODE, false)));
    return Reservation.of(instances, Collections.nCopies(waiting, HALF), step);
  }
}
