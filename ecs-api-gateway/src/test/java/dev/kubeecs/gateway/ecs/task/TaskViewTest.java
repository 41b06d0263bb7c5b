package dev.kubeecs.gateway.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.gateway.ecs.Golden;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskViewTest {

  static List<Golden> cases() {
    return Golden.cases("task");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(Golden golden) {
    Task view =
        TaskView.of(
            golden.in("task", EcsTask.class).orElseThrow(),
            golden.in("revision", TaskDefinitionRevision.class),
            Account.DEFAULT,
            true);
    assertThat(Golden.json(view)).isEqualTo(golden.out(view));
  }
}
