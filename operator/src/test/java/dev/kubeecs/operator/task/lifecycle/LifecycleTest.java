package dev.kubeecs.operator.task.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.testing.Golden;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.Overrides;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder is a look at a task: task, definition, Pod and Node in, the next step out. */
class LifecycleTest {

  private static final Golden CASES = new Golden("task/lifecycle");
  private static final String NOW = "2026-11-21T10:00:10Z";

  static Iterable<String> cases() {
    return CASES.names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheStepOfTheGoldenFile(String name) {
    Step step = Lifecycle.next(look(name));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("pod", step.pod());
    out.put("lookAgain", step.lookAgain().map(Object::toString).orElse("no"));
    out.put("changed", step.changed());
    out.put("status", step.status());
    CASES.compare(name, out);
  }

  /** Else every event would cause a write. */
  @ParameterizedTest
  @MethodSource("cases")
  void aSecondLookAtTheSameThingsChangesNothing(String name) {
    Observation first = look(name);
    Step step = Lifecycle.next(first);
    first.task().setStatus(step.status());
    assertThat(Lifecycle.next(first).changed()).isFalse();
  }

  private static Observation look(String name) {
    EcsTask task = CASES.read(name, EcsTask.class);
    Map<String, String> annotations = task.getMetadata().getAnnotations();
    return new Observation(
        task,
        Account.DEFAULT,
        "hello",
        3,
        Overrides.applied(
            CASES.read(name, TaskDefinition.class).getSpec(), task.getSpec().overrides()),
        CASES.read(name, Pod.class),
        CASES.read(name, Node.class),
        Instant.parse(annotations == null ? NOW : annotations.getOrDefault("now", NOW)));
  }
}
