package dev.kubeecs.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.examples.KubeEcs;
import dev.kubeecs.localcluster.ClusterKind;
import dev.kubeecs.localcluster.TestCluster;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Prints every figure as ours beside plain Kubernetes. Arguments: the kubeconfig of a cluster, and
 * which figures: tasks, scaling, rollouts, reads, writes; all if none is named.
 */
public final class Benchmarks {

  private static final int TASKS = 30;
  private static final int SCALINGS = 5;
  private static final int REPLICAS = 30;
  private static final int CLIENTS = 16;
  private static final List<String> ALL =
      List.of("tasks", "scaling", "rollouts", "reads", "writes");

  private final EcsApi ecs;
  private final NamespacedKubernetesClient client;
  private final KubeEcs kubeEcs;

  private Benchmarks(EcsApi ecs, NamespacedKubernetesClient client, KubeEcs kubeEcs) {
    this.ecs = ecs;
    this.client = client;
    this.kubeEcs = kubeEcs;
  }

  /** Starts both programs, measures, and ends them. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    System.setProperty("http.maxConnections", Integer.toString(2 * CLIENTS));
    Path kubeconfig = Path.of(arguments[0]);
    TestCluster cluster = new TestCluster(ClusterKind.KUBECONFIG, kubeconfig, true);
    List<String> named = List.of(arguments).subList(1, arguments.length);
    String account = KubeEcs.randomAccount();
    KubeEcs.start(cluster).close(); // leaves the archives of classes that scripts/program is about
    try (KubeEcs kubeEcs =
            KubeEcs.start(cluster, Map.of("KUBE_ECS_SERVICE_HEALTHY_AFTER", Rollouts.NO_WAIT));
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build()) {
      EcsApi ecs = new EcsApi(kubeEcs.gateway().address().toURL(), account);
      ecs.call("CreateCluster", "{\"clusterName\": \"bench\"}");
      ecs.call("RegisterTaskDefinition", Application.sleeper().taskDefinition().toString());
      ecs.call(
          "CreateService",
          "{\"cluster\": \"bench\", \"serviceName\": \"sleepers\", \"taskDefinition\": \"sleeper\", \"desiredCount\": 0,"
              + NETWORK
              + "}");
      NamespacedKubernetesClient namespaced =
          client.adapt(NamespacedKubernetesClient.class).inNamespace(KubeEcs.namespace(account));
      try {
        new Benchmarks(ecs, namespaced, kubeEcs).measure(named.isEmpty() ? ALL : named);
      } finally {
        kubeEcs.delete(KubeEcs.namespace(account));
      }
    }
  }

  private void measure(List<String> wanted) throws IOException {
    say(
        "ready after start: operator %.2f s, gateway %.2f s (target 4 s each)"
            .formatted(kubeEcs.operator().secondsToReady(), kubeEcs.gateway().secondsToReady()));
    say(memory("idle", "target 256 MiB each"));
    if (wanted.contains("tasks")) {
      say(tasks().report("≤ 1.25"));
    }
    if (wanted.contains("scaling")) {
      say(scaling().report("≤ 1.25"));
    }
    if (wanted.contains("rollouts")) {
      say(rollouts(Application.web(), 2));
      say(rollouts(Application.sleeper(), 10));
    }
    if (wanted.contains("reads")) {
      say(reads());
    }
    if (wanted.contains("writes")) {
      say(writes());
    }
    say(memory("after all that", "no target"));
  }

  private String memory(String when, String target) {
    return "resident memory, %s: operator %d MiB, gateway %d MiB (%s)"
        .formatted(
            when,
            kubeEcs.operator().residentMebibytes(),
            kubeEcs.gateway().residentMebibytes(),
            target);
  }

  private String rollouts(Application application, int replicas) {
    return new Rollouts(ecs, client, NETWORK, application, replicas).measure().report("≤ 1.2");
  }

  private Comparison tasks() {
    double[] ours = new double[TASKS];
    double[] plain = new double[TASKS];
    aTask(); // once unmeasured, so that classes are loaded and the image is there
    aPod("warm-up");
    for (int i = 0; i < TASKS; i++) {
      ours[i] = aTask();
      plain[i] = aPod("plain-" + i);
    }
    return new Comparison("RunTask to RUNNING, beside a bare Pod's create to Ready", ours, plain);
  }

  private double aTask() {
    long began = System.nanoTime();
    JsonNode answer =
        ecs.call(
            "RunTask", "{\"cluster\": \"bench\", \"taskDefinition\": \"sleeper\"," + NETWORK + "}");
    String arn = answer.at("/tasks/0/taskArn").asText();
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    client
        .resources(EcsTask.class)
        .withName(id)
        .waitUntilCondition(
            task ->
                task != null
                    && task.getStatus() != null
                    && task.getStatus().lastStatus() == TaskState.RUNNING,
            1,
            TimeUnit.MINUTES);
    double seconds = secondsSince(began);
    ecs.call("StopTask", "{\"cluster\": \"bench\", \"task\": \"" + id + "\"}");
    client.pods().withName(id).waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
    return seconds;
  }

  private double aPod(String name) {
    long began = System.nanoTime();
    Pod pod = client.pods().resource(Workloads.pod(name)).create();
    client
        .pods()
        .resource(pod)
        .waitUntilCondition(
            current -> current != null && Readiness.isPodReady(current), 1, TimeUnit.MINUTES);
    double seconds = secondsSince(began);
    client.pods().resource(pod).delete();
    client.pods().resource(pod).waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
    return seconds;
  }

  private static final String NETWORK =
      "\"networkConfiguration\": {\"awsvpcConfiguration\": {\"subnets\": [\"subnet-default\"]}}";

  private Comparison scaling() {
    client.apps().deployments().resource(Workloads.deployment(0)).create();
    double[] ours = new double[SCALINGS];
    double[] plain = new double[SCALINGS];
    scaledService(REPLICAS); // once unmeasured, as above
    scaledService(0);
    for (int i = 0; i < SCALINGS; i++) {
      ours[i] = scaledService(REPLICAS);
      scaledService(0);
      plain[i] = scaledDeployment(REPLICAS);
      scaledDeployment(0);
    }
    return new Comparison(
        "a service from 0 to " + REPLICAS + " tasks, beside a plain Deployment", ours, plain);
  }

  private double scaledService(int count) {
    long began = System.nanoTime();
    ecs.call(
        "UpdateService",
        "{\"cluster\": \"bench\", \"service\": \"sleepers\", \"desiredCount\": " + count + "}");
    client
        .resources(EcsService.class)
        .withName("sleepers.bench")
        .waitUntilCondition(
            service ->
                service != null
                    && service.getStatus() != null
                    && Objects.equals(
                        service.getStatus().observedGeneration(),
                        service.getMetadata().getGeneration())
                    && Objects.equals(service.getStatus().runningCount(), count)
                    && Objects.equals(service.getStatus().pendingCount(), 0),
            3,
            TimeUnit.MINUTES);
    double seconds = secondsSince(began);
    awaitPods(count);
    return seconds;
  }

  private double scaledDeployment(int count) {
    long began = System.nanoTime();
    client.apps().deployments().withName("plain").scale(count);
    client
        .apps()
        .deployments()
        .withName("plain")
        .waitUntilCondition(deployment -> ready(deployment) == count, 3, TimeUnit.MINUTES);
    double seconds = secondsSince(began);
    awaitPods(count);
    return seconds;
  }

  private static int ready(Deployment deployment) {
    Integer ready = deployment.getStatus().getReadyReplicas();
    return ready == null ? 0 : ready;
  }

  private void awaitPods(int count) {
    client
        .pods()
        .informOnCondition(pods -> pods.size() == count)
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
  }

  /** Of a service that runs, whose tasks are listed. */
  private String reads() {
    scaledService(REPLICAS);
    String describe = "{\"cluster\": \"bench\", \"services\": [\"sleepers\"]}";
    IntRequest request =
        i -> {
          if (i % 2 == 0) {
            ecs.send("DescribeServices", describe);
          } else {
            ecs.send("ListTasks", "{\"cluster\": \"bench\"}");
          }
        };
    ClosedLoop.run(CLIENTS, 500, request::send);
    ClosedLoop.Outcome outcome = ClosedLoop.run(CLIENTS, 1000, request::send);
    scaledService(0);
    return String.format(
        Locale.ROOT,
        "describe and list, %d clients: median %.2f ms, p99 %.2f ms, %.0f requests/s (target p99 ≤ 10 ms)",
        CLIENTS,
        outcome.latencies().median() * 1e3,
        outcome.latencies().quantile(0.99) * 1e3,
        outcome.perSecond());
  }

  private String writes() {
    ClosedLoop.run(4, 50, i -> ecs.send("CreateCluster", "{\"clusterName\": \"warm-" + i + "\"}"));
    double[] ratios = new double[5];
    double ours = 0;
    double plain = 0;
    for (int round = 0; round < ratios.length; round++) {
      String prefix = "w" + round + "-";
      ours =
          ClosedLoop.run(
                  4,
                  100,
                  i -> ecs.send("CreateCluster", "{\"clusterName\": \"" + prefix + i + "\"}"))
              .perSecond();
      plain =
          ClosedLoop.run(4, 100, i -> client.resource(cluster(prefix + "plain-" + i)).create())
              .perSecond();
      ratios[round] = ours / plain;
    }
    Sample ratio = Sample.of(ratios);
    return String.format(
        Locale.ROOT,
        "writes, 4 clients: last round %.0f CreateCluster/s beside %.0f creates/s of the API server%n  ratio     median %.2f (%.2f … %.2f); target ≥ 0.5",
        ours,
        plain,
        ratio.median(),
        ratio.quantile(0),
        ratio.quantile(1));
  }

  private static EcsCluster cluster(String name) {
    EcsCluster cluster = new EcsCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName(name).build());
    return cluster;
  }

  private interface IntRequest {
    void send(int number);
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
