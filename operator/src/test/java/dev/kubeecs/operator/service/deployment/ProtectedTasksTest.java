package dev.kubeecs.operator.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.deployment.ServiceTask.Stage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedTasksTest {

  /** P is protected, S besides shielded, lower case is not Ready, dot is an ordinary task. */
  @ParameterizedTest(name = "of {0} at least {1} replicas remain")
  @CsvSource({
    "..., 0", "S.., 1", "SS., 2", "P.., 3", "SP., 3", "s.., 3", "s.o, 2", "sSo, 2", "S.o, 1",
    "'', 0",
  })
  void dependsOnWhomKubernetesTakesFirst(String tasks, int least) {
    assertThat(ProtectedTasks.leastKept(tasks.chars().mapToObj(c -> task((char) c)).toList()))
        .isEqualTo(least);
  }

  private static ServiceTask task(char kind) {
    boolean isProtected = "PpSs".indexOf(kind) >= 0;
    return new ServiceTask(
        "t",
        "t",
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        Stage.HEALTHY,
        !Character.isLowerCase(kind),
        isProtected ? Optional.of(Instant.EPOCH) : Optional.empty(),
        "Ss".indexOf(kind) >= 0);
  }
}
