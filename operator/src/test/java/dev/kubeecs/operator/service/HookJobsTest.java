package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HookJobsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final OwnerReference DEPLOYMENT =
      new OwnerReferenceBuilder().withKind("EcsServiceDeployment").withName("web-1").build();

  private static final CronJob MIGRATE =
      Serialization.unmarshal(
          """
          apiVersion: batch/v1
          kind: CronJob
          metadata: {name: migrate, namespace: shop, labels: {not: copied}}
          spec:
            schedule: "@yearly"
            suspend: true
            jobTemplate:
              metadata: {labels: {team: shop}, annotations: {why: migration}}
              spec:
                backoffLimit: 0
                ttlSecondsAfterFinished: 5
                template:
                  spec:
                    restartPolicy: Never
                    initContainers: [{name: wait, image: busybox}]
                    containers:
                      - name: migrate
                        image: shop
                        env: [{name: MODE, value: up}, {name: ECS_LIFECYCLE_HOOK_EVENT, value: none}]
          """,
          CronJob.class);

  @Test
  void aJobIsMadeOfTheTemplateAndKnowsTheEvent() {
    Job job = HookJobs.job(MIGRATE, request("run/0"), NOW);
    assertThat(job.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(job.getMetadata().getName()).matches("migrate-[0-9a-f]{10}");
    assertThat(job.getMetadata().getLabels()).containsOnlyKeys("team");
    assertThat(job.getMetadata().getAnnotations()).containsEntry("why", "migration");
    assertThat(job.getMetadata().getOwnerReferences()).containsExactly(DEPLOYMENT);
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).as("it is run once").isNull();
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    var event =
        new EnvVarBuilder().withName("ECS_LIFECYCLE_HOOK_EVENT").withValue("{\"a\":1}").build();
    assertThat(pod.getInitContainers().getFirst().getEnv()).containsExactly(event);
    assertThat(pod.getContainers().getFirst().getEnv())
        .containsExactly(new EnvVarBuilder().withName("MODE").withValue("up").build(), event);
  }

  @Test
  void eachCallHasAJobOfItsOwn() {
    assertThat(HookJobs.job(MIGRATE, request("run/0"), NOW))
        .isEqualTo(HookJobs.job(MIGRATE, request("run/0"), NOW));
    assertThat(HookJobs.job(MIGRATE, request("run/0"), NOW).getMetadata().getName())
        .isNotEqualTo(HookJobs.job(MIGRATE, request("run/1"), NOW).getMetadata().getName());
  }

  @Test
  void aJobEndsAfterTheHookHasTimedOutAndNoLaterThanItsTemplateSays() {
    assertThat(deadline(null)).isEqualTo(65);
    assertThat(deadline(600L)).isEqualTo(65);
    assertThat(deadline(10L)).isEqualTo(10);
    Job late = HookJobs.job(MIGRATE, request("run/0"), NOW.plusSeconds(3600));
    assertThat(late.getSpec().getActiveDeadlineSeconds()).isEqualTo(1);
  }

  private static long deadline(Long ofTemplate) {
    CronJob template =
        MIGRATE
            .edit()
            .editSpec()
            .editJobTemplate()
            .editSpec()
            .withActiveDeadlineSeconds(ofTemplate)
            .endSpec()
            .endJobTemplate()
            .endSpec()
            .build();
    return HookJobs.job(template, request("run/0"), NOW).getSpec().getActiveDeadlineSeconds();
  }

  @Test
  void whatTheEndOfAJobSays() {
    assertThat(HookJobs.answer(ended("{type: Complete, status: \"True\"}")))
        .isEqualTo(HookAnswer.succeeded());
    assertThat(
            HookJobs.answer(
                ended(
                    "{type: FailureTarget, status: \"True\"}, {type: Failed, status: \"True\", reason: BackoffLimitExceeded, message: Job has reached the specified backoff limit}")))
        .isEqualTo(
            HookAnswer.failed(
                "its Job migrate-1 failed, BackoffLimitExceeded: Job has reached the specified backoff limit"));
  }

  private static Job ended(String conditions) {
    return Serialization.unmarshal(
        "kind: Job\nmetadata: {name: migrate-1}\nstatus: {conditions: [%s]}".formatted(conditions),
        Job.class);
  }

  private static HookRequest request(String key) {
    return new HookRequest(
        key, "cronjob/migrate", "{\"a\":1}", null, NOW.plusSeconds(60), DEPLOYMENT);
  }
}
