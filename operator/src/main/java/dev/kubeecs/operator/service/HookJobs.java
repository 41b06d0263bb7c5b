package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hooks that are Jobs: one Job for each call, from the template of a CronJob, with the event in an
 * environment variable. It succeeds if the Job is Complete.
 */
@Singleton
final class HookJobs {

  private static final String COMPLETE = "Complete";
  private static final String FAILED = "Failed";

  /** Of the call, in the name: the name of a CronJob leaves 11 characters. */
  private static final int DIGITS = 10;

  /** That it is the hook that times out, and not its Job that fails: a Job counts in seconds. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final HookRuns runs;
  private final Clock clock;

  HookJobs(KubernetesClient client, HookRuns runs, Clock clock) {
    this.client = client;
    this.runs = runs;
    this.clock = clock;
  }

  /** Runs a Job from the template of that CronJob, and waits for its end. */
  HookAnswer run(String namespace, HookRequest request, String cronJob) {
    CronJob template =
        client.batch().v1().cronjobs().inNamespace(namespace).withName(cronJob).get();
    return template == null
        ? HookAnswer.failed("there is no CronJob %s in %s".formatted(cronJob, namespace))
        : runs.once(
            job(template, request, clock.instant()), job -> end(job).isPresent(), HookJobs::answer);
  }

  /**
   * The Job of a call. It goes with the deployment that it is for, and ends when nobody waits for
   * it any more.
   */
  static Job job(CronJob cronJob, HookRequest request, Instant now) {
    JobTemplateSpec template = cronJob.getSpec().getJobTemplate();
    Optional<ObjectMeta> metadata = Optional.ofNullable(template.getMetadata());
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withNamespace(cronJob.getMetadata().getNamespace())
            .withName(
                cronJob.getMetadata().getName()
                    + "-"
                    + request.id().toString().replace("-", "").substring(0, DIGITS))
            .withLabels(metadata.map(ObjectMeta::getLabels).orElse(null))
            .withAnnotations(metadata.map(ObjectMeta::getAnnotations).orElse(null))
            .withOwnerReferences(request.owner())
            .endMetadata()
            .withSpec(
                template.getSpec().toBuilder()
                    .withActiveDeadlineSeconds(deadline(template.getSpec(), request, now))
                    .withTtlSecondsAfterFinished(null)
                    .build())
            .build();
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    pod.setContainers(told(pod.getContainers(), request.body()));
    pod.setInitContainers(told(pod.getInitContainers(), request.body()));
    return job;
  }

  private static long deadline(JobSpec spec, HookRequest request, Instant now) {
    long left = Duration.between(now, request.expiresAt()).plus(GRACE).toSeconds();
    return Math.max(1, Math.min(left, or(spec.getActiveDeadlineSeconds(), left)));
  }

  /** What the end of a Job says. */
  static HookAnswer answer(Job job) {
    JobCondition end = end(job).orElseThrow();
    return end.getType().equals(COMPLETE)
        ? HookAnswer.succeeded()
        : HookAnswer.failed(
            "its Job %s failed, %s: %s"
                .formatted(job.getMetadata().getName(), end.getReason(), end.getMessage()));
  }

  private static Optional<JobCondition> end(Job job) {
    return Optional.ofNullable(job.getStatus()).stream()
        .flatMap(status -> asEmpty(status.getConditions()).stream())
        .filter(c -> c.getType().equals(COMPLETE) || c.getType().equals(FAILED))
        .filter(condition -> condition.getStatus().equals("True"))
        .findFirst();
  }

  private static List<Container> told(List<Container> containers, String event) {
    EnvVar variable = new EnvVarBuilder().withName(HookRuns.EVENT).withValue(event).build();
    return asEmpty(containers).stream()
        .map(
            container ->
                new ContainerBuilder(container)
                    .withEnv(
                        Stream.concat(
                                asEmpty(container.getEnv()).stream()
                                    .filter(given -> !given.getName().equals(HookRuns.EVENT)),
                                Stream.of(variable))
                            .toList())
                    .build())
        .toList();
  }
}
