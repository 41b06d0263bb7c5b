package dev.kubeecs.gateway.ecs.servicedeployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.api.ecs.StopServiceDeploymentStopType;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopRulesTest {

  private static final String YES = "stops";
  private static final String ALREADY = "already";
  private static final String NO = "ConflictException";

  @ParameterizedTest(name = "{0}, asked for {1} before, now {2}: {3}")
  @CsvSource(
      value = {
        "null, null, ROLLBACK, " + YES,
        "PENDING, null, ABORT, " + YES,
        "IN_PROGRESS, null, ROLLBACK, " + YES,
        "IN_PROGRESS, ROLLBACK, ROLLBACK, " + ALREADY,
        "IN_PROGRESS, ROLLBACK, ABORT, " + ALREADY,
        "IN_PROGRESS, ABORT, ROLLBACK, " + ALREADY,
        "ROLLBACK_IN_PROGRESS, ROLLBACK, ABORT, " + ALREADY,
        "SUCCESSFUL, null, ROLLBACK, " + NO,
        "STOPPED, null, ABORT, " + NO,
        "ROLLBACK_SUCCESSFUL, ROLLBACK, ROLLBACK, " + NO,
        "ROLLBACK_FAILED, ROLLBACK, ABORT, " + NO,
      },
      nullValues = "null")
  void dependsOnWhereTheDeploymentStands(
      ServiceDeploymentStatus status,
      StopServiceDeploymentStopType before,
      StopServiceDeploymentStopType asked,
      String expected) {
    assertThat(outcome(deployment(status, before, List.of("hello-1")), "{cluster: demo}", asked))
        .isEqualTo(expected);
  }

  @Test
  void theFirstDeploymentCanBeAbortedOnly() {
    EcsServiceDeployment first = deployment(null, null, List.of());
    assertThat(outcome(first, "{}", StopServiceDeploymentStopType.ROLLBACK)).isEqualTo(NO);
    assertThat(outcome(first, "{}", StopServiceDeploymentStopType.ABORT)).isEqualTo(YES);
  }

  @Test
  void aServiceThatEndsRollsNothingBack() {
    EcsServiceDeployment deployment = deployment(null, null, List.of("hello-1"));
    assertThat(
            outcome(
                deployment, "{desiredStatus: INACTIVE}", StopServiceDeploymentStopType.ROLLBACK))
        .isEqualTo(NO);
  }

  private static String outcome(
      EcsServiceDeployment deployment, String spec, StopServiceDeploymentStopType asked) {
    EcsService service =
        Serialization.unmarshal(
            "---\n{metadata: {name: hello}, spec: %s}".formatted(spec), EcsService.class);
    try {
      return StopRules.isToBeStopped(deployment, service, asked) ? YES : ALREADY;
    } catch (AwsException refused) {
      return refused.code();
    }
  }

  private static EcsServiceDeployment deployment(
      ServiceDeploymentStatus status, StopServiceDeploymentStopType stop, List<String> sources) {
    EcsServiceDeployment deployment = new EcsServiceDeployment();
    deployment.setSpec(
        EcsServiceDeploymentSpecBuilder.builder()
            .service("hello")
            .cluster("demo")
            .targetServiceRevision("hello-2")
            .sourceServiceRevisions(sources)
            .stopType(stop)
            .build());
    if (status != null) {
      deployment.setStatus(EcsServiceDeploymentStatusBuilder.builder().status(status).build());
    }
    return deployment;
  }
}
