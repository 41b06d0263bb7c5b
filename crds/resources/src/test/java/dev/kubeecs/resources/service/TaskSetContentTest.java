package dev.kubeecs.resources.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.api.ecs.ScaleUnit;
import dev.kubeecs.resources.naming.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSetContentTest {

  @ParameterizedTest(name = "{1} percent of {0} are {2}")
  @CsvSource({
    "10, 50, 5",
    "10, 25, 3",
    "3, 33.3, 1",
    "3, 33.4, 2",
    "1, 0.1, 1",
    "0, 100, 0",
    "10, 0, 0",
    "7, 100, 7",
    "100, 7, 7",
    "1000, 0.7, 7",
    "2147483647, 100, 2147483647",
  })
  void theShareIsRoundedUpExactly(int desired, double percent, int expected) {
    Scale scale = Scale.builder().value(percent).unit(ScaleUnit.PERCENT).build();
    assertThat(TaskSetContent.computedDesiredCount(desired, scale)).isEqualTo(expected);
  }

  @Test
  void withoutAScaleThereIsNothing() {
    assertThat(TaskSetContent.computedDesiredCount(5, null)).isZero();
  }

  @Test
  void theIdIsThatOfTheLabelOrMadeUpFromTheUid() {
    EcsTaskSet taskSet = new EcsTaskSet();
    taskSet.getMetadata().setUid("f1d5c0de-0000-4000-8000-000000000001");
    String madeUp = TaskSetContent.id(taskSet);
    assertThat(madeUp).matches("ecs-svc/\\d{19}").isEqualTo(TaskSetContent.id(taskSet));
    taskSet.getMetadata().setLabels(Map.of(Labels.DEPLOYMENT, "1234567890123456789"));
    assertThat(TaskSetContent.id(taskSet)).isEqualTo("ecs-svc/1234567890123456789");
  }
}
