package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.ServiceDeployments;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A blue/green service whose deployments call a hook when the new tasks are healthy. */
record HookedService(TestNamespace namespace, Manifests manifests, ServiceDeployments deployments) {

  static HookedService in(TestNamespace namespace) {
    return new HookedService(
        namespace, Manifests.withCluster(namespace), new ServiceDeployments(namespace));
  }

  /** Begins the deployment of a text that tasks answer with; the hook has all the time it needs. */
  void deploy(String text, String hookTargetArn) {
    deploy(text, hookTargetArn, 60);
  }

  /** The same with a time-out of the hook; a minute of the operator under test is five seconds. */
  void deploy(String text, String hookTargetArn, int timeoutInMinutes) {
    manifests.apply(
        "EcsService",
        "web",
        """
        {taskDefinition: web, desiredCount: 1, launchType: FARGATE,
         deploymentConfiguration: {strategy: BLUE_GREEN, lifecycleHooks: [{hookTargetArn: "%s", lifecycleStages: [POST_SCALE_UP], timeoutConfiguration: {timeoutInMinutes: %d}}]},
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(hookTargetArn, timeoutInMinutes));
    manifests.defineEcho("web", text);
  }

  /** Waits for the end of the deployment of that number. */
  EcsServiceDeploymentStatus awaitEnd(int number) {
    return deployments.awaitEnd("web:" + number);
  }

  List<Job> jobs(String cronJob) {
    return namespace.client().batch().v1().jobs().list().getItems().stream()
        .filter(job -> job.getMetadata().getName().startsWith(cronJob + "-"))
        .toList();
  }

  /** Waits until the one Job of a CronJob has such a condition. */
  Job awaitJob(String cronJob, String condition) {
    return Awaitility.await("the Job of %s is %s".formatted(cronJob, condition))
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> jobs(cronJob),
            jobs ->
                jobs.size() == 1
                    && asEmpty(jobs.getFirst().getStatus().getConditions()).stream()
                        .anyMatch(found -> found.getType().equals(condition)))
        .getFirst();
  }

  /** A CronJob that never begins by itself, for a container that runs a command. */
  void cronJob(String name, String command) {
    CronJob cronJob =
        Serialization.unmarshal(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: %s}
            spec:
              schedule: "@yearly"
              suspend: true
              jobTemplate:
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      terminationGracePeriodSeconds: 0
                      containers:
                        - name: hook
                          image: busybox:1.36
                          command: [sh, -c, '%s']
            """
                .formatted(name, command),
            CronJob.class);
    namespace.client().resource(cronJob).create();
  }
}
