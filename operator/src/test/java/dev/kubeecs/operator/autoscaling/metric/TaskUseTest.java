package dev.kubeecs.operator.autoscaling.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.task.EcsTaskStatusBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kubelet measures, as a share of what the task definition reserves. */
class TaskUseTest {

  private static final JsonNode POD =
      json(
          """
          {"podRef": {"uid": "u"}, "containers": [
            {"name": "a", "cpu": {"usageNanoCores": 100000000}, "memory": {"workingSetBytes": 104857600}},
            {"name": "b", "cpu": {"usageNanoCores": 25000000}, "memory": {"workingSetBytes": 52428800}}]}""");

  @Test
  void ofTheSizeOfTheTask() {
    EcsTaskStatus task = EcsTaskStatusBuilder.builder().cpu("256").memory("0.5 GB").build();
    assertThat(TaskUse.of(ServiceMetric.CPU, task, POD)).contains(new TaskUse(128, 256));
    assertThat(TaskUse.of(ServiceMetric.MEMORY, task, POD)).contains(new TaskUse(150, 512));
  }

  @Test
  void ofItsContainersWhereTheTaskHasNoSize() {
    EcsTaskStatus task =
        EcsTaskStatusBuilder.builder()
            .containers(
                List.of(
                    Container.builder().cpu("100").memory("200").build(),
                    Container.builder().cpu("0").memoryReservation("100").build()))
            .build();
    assertThat(TaskUse.of(ServiceMetric.CPU, task, POD)).contains(new TaskUse(128, 100));
    assertThat(TaskUse.of(ServiceMetric.MEMORY, task, POD)).contains(new TaskUse(150, 300));
  }

  @Test
  void whatIsNotMeasuredYetIsNotZero() {
    EcsTaskStatus task = EcsTaskStatusBuilder.builder().cpu("256").build();
    assertThat(TaskUse.of(ServiceMetric.CPU, task, json("{\"containers\": [{\"name\": \"a\"}]}")))
        .isEmpty();
    assertThat(TaskUse.average(List.of())).isEmpty();
    assertThat(TaskUse.average(List.of(new TaskUse(5, 0)))).isEmpty();
  }

  @Test
  void theAverageIsOverAllThatIsReserved() {
    assertThat(TaskUse.average(List.of(new TaskUse(256, 256), new TaskUse(0, 256))))
        .contains(new Datapoint(50, 0, 100, 2));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
