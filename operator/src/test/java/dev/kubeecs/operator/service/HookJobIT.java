package dev.kubeecs.operator.service;

import static dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus.FAILED;
import static dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus.IN_PROGRESS;
import static dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus.TIMED_OUT;
import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DeploymentLifecycleHookDetail;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStatus;
import dev.kubeecs.api.ecs.ServiceDeploymentStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Deployments whose hooks are Jobs, as they end well, fail, and run out of time. */
@OperatorTest
class HookJobIT {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";

  @Test
  void jobsOfCronJobsAreHooks(TestNamespace namespace) {
    HookedService web = HookedService.in(namespace);
    web.cronJob("checks", "sleep 2; echo \"$ECS_LIFECYCLE_HOOK_EVENT\" | grep POST_SCALE_UP");
    web.cronJob("fails", "exit 3");
    web.cronJob("idles", "sleep 600");

    web.deploy("one", FUNCTION + "checks");
    EcsServiceDeployment running =
        web.deployments()
            .await("web:1", d -> !asEmpty(d.getStatus().lifecycleHookDetails()).isEmpty());
    assertHook(running.getStatus(), ServiceDeploymentStatus.IN_PROGRESS, IN_PROGRESS);
    assertThat(web.awaitEnd(1).status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    assertOwned(web, web.awaitJob("checks", "Complete"));

    web.deploy("two", "cronjob/fails");
    EcsServiceDeploymentStatus failed = web.awaitEnd(2);
    assertHook(failed, ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL, FAILED);
    assertThat(failed.statusReason())
        .contains("Service deployment rolled back because of a hook execution failure.")
        .contains("The lifecycle hook cronjob/fails failed at the lifecycle stage POST_SCALE_UP")
        .contains("its Job fails-")
        .contains("BackoffLimitExceeded");

    web.deploy("three", "cronjob/idles", 1);
    EcsServiceDeploymentStatus late = web.awaitEnd(3);
    assertHook(late, ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL, TIMED_OUT);
    assertThat(late.statusReason())
        .contains(
            "The lifecycle hook cronjob/idles timed out at the lifecycle stage POST_SCALE_UP.");

    web.deploy("four", "cronjob/absent");
    assertThat(web.awaitEnd(4).statusReason())
        .endsWith("there is no CronJob absent in %s.".formatted(namespace.name()));

    assertThat(web.awaitJob("idles", "Failed").getStatus().getConditions())
        .as("it does not run on")
        .anyMatch(condition -> "DeadlineExceeded".equals(condition.getReason()));
    EcsService service = namespace.client().resources(EcsService.class).withName("web").get();
    assertThat(service.getStatus().taskDefinition()).isEqualTo("web:1");
    namespace.client().resource(service).delete();
    Awaitility.await("the Jobs have gone with the deployments")
        .atMost(Duration.ofMinutes(1))
        .until(() -> namespace.client().batch().v1().jobs().list().getItems().isEmpty());
  }

  private static void assertHook(
      EcsServiceDeploymentStatus told,
      ServiceDeploymentStatus status,
      DeploymentLifecycleHookStatus hook) {
    assertThat(told.status()).isEqualTo(status);
    assertThat(told.lifecycleHookDetails())
        .extracting(DeploymentLifecycleHookDetail::status)
        .containsExactly(hook);
  }

  private static void assertOwned(HookedService web, Job job) {
    EcsServiceDeployment deployment = web.deployments().of("web:1").orElseThrow();
    assertThat(job.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> assertThat(owner.getUid()).isEqualTo(deployment.getMetadata().getUid()));
  }
}
