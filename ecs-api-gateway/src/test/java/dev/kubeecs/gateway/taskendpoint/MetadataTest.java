package dev.kubeecs.gateway.taskendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.gateway.ecs.Golden;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the first container of a task is answered. */
class MetadataTest {

  private static final int CPUS = 2;

  static List<Golden> cases() {
    return Golden.cases("metadata");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(Golden golden) {
    Task task = golden.in("described", Task.class).orElseThrow();
    Caller caller =
        new Caller(
            Account.DEFAULT,
            golden.in("pod", Pod.class).orElseThrow(),
            golden.in("task", EcsTask.class).orElseThrow(),
            golden
                .in("revision", TaskDefinitionRevision.class)
                .map(revision -> revision.getSpec().taskDefinition()),
            Optional.of(task.containers().getFirst().name()));
    MetadataView metadata = new MetadataView(caller, task);
    StatsView stats =
        new StatsView(caller, task, golden.in("summary", JsonNode.class).orElseThrow(), CPUS);

    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("/", metadata.container().orElseThrow());
    answers.put("/task", metadata.task());
    answers.put(
        "/taskWithTags",
        metadata.task(task.tags(), List.of(Tag.builder().key("rack").value("7").build())));
    answers.put("/stats", stats.container().orElseThrow());
    answers.put("/task/stats", stats.task());

    assertThat(Golden.json(answers)).isEqualTo(golden.out(answers));
  }
}
