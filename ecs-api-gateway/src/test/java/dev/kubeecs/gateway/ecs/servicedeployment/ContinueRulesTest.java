package dev.kubeecs.gateway.ecs.servicedeployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.HookAction;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinueRulesTest {

  private static final String YES = "told";
  private static final String ALREADY = "already";
  private static final String NO = "InvalidParameterException";

  @ParameterizedTest(name = "{0} with a hook that is {1}, told {2} before, now {3}: {4}")
  @CsvSource(
      value = {
        "IN_PROGRESS, AWAITING_ACTION, null, CONTINUE, " + YES,
        "IN_PROGRESS, AWAITING_ACTION, null, ROLLBACK, " + YES,
        "IN_PROGRESS, AWAITING_ACTION, CONTINUE, CONTINUE, " + ALREADY,
        "IN_PROGRESS, AWAITING_ACTION, CONTINUE, ROLLBACK, " + NO,
        "IN_PROGRESS, SUCCEEDED, null, CONTINUE, " + NO,
        "IN_PROGRESS, IN_PROGRESS, null, CONTINUE, " + NO,
        "ROLLBACK_IN_PROGRESS, AWAITING_ACTION, null, CONTINUE, " + NO,
        "SUCCESSFUL, AWAITING_ACTION, null, CONTINUE, " + NO,
      },
      nullValues = "null")
  void dependsOnWhatTheDeploymentWaitsFor(
      String deployment,
      String hook,
      DeploymentLifecycleHookAction before,
      DeploymentLifecycleHookAction asked,
      String expected) {
    assertThat(outcome(deployment(deployment, hook, before), new HookAction("one", asked)))
        .isEqualTo(expected);
    assertThat(outcome(deployment(deployment, hook, before), new HookAction("another", asked)))
        .isEqualTo(NO);
  }

  private static String outcome(EcsServiceDeployment deployment, HookAction action) {
    try {
      return ContinueRules.isToBeTold(deployment, action) ? YES : ALREADY;
    } catch (AwsException refused) {
      return refused.code();
    }
  }

  private static EcsServiceDeployment deployment(
      String status, String hook, DeploymentLifecycleHookAction told) {
    return Serialization.unmarshal(
        """
        spec: {service: hello, cluster: demo, targetServiceRevision: hello-2, hookActions: [%s]}
        status: {status: %s, lifecycleHookDetails: [{hookId: one, status: %s}]}
        """
            .formatted(told == null ? "" : "{hookId: one, action: " + told + "}", status, hook),
        EcsServiceDeployment.class);
  }
}
