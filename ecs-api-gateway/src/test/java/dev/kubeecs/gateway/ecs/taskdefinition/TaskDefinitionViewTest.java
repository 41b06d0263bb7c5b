package dev.kubeecs.gateway.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.TaskDefinition;
import dev.kubeecs.gateway.ecs.Golden;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskDefinitionViewTest {

  static List<Golden> cases() {
    return Golden.cases("taskdefinition");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(Golden golden) {
    TaskDefinition view =
        TaskDefinitionView.of(
            golden.in("revision", TaskDefinitionRevision.class).orElseThrow(), Account.DEFAULT);
    assertThat(Golden.json(view)).isEqualTo(golden.out(view));
  }
}
