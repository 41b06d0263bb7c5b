package dev.kubeecs.operator.testing;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.LoadBalancerStateEnum;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.TaskState;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What a user does with kubectl in a namespace: apply, watch, patch, delete. */
public record Manifests(TestNamespace namespace) {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /** The namespace with the cluster {@code default} in it. */
  public static Manifests withCluster(TestNamespace namespace) {
    Manifests manifests = new Manifests(namespace);
    manifests.apply("EcsCluster", "default", "{}");
    return manifests;
  }

  /** Applies a resource of ours; the spec is YAML. */
  public void apply(String kind, String name, String spec) {
    String manifest =
        "apiVersion: kube-ecs.dev/v1alpha1\nkind: %s\nmetadata: {name: %s, namespace: %s}\nspec:\n%s"
            .formatted(kind, name, namespace.name(), spec.indent(2));
    namespace
        .client()
        .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(item -> namespace.client().resource(item).forceConflicts().serverSideApply());
  }

  /** Applies a task definition of small tasks; the containers are YAML. */
  public void define(String family, String containers) {
    define(family, containers, "");
  }

  /** The same with more members, which are YAML too. */
  public void define(String family, String containers, String more) {
    apply(
        "TaskDefinition",
        family,
        "requiresCompatibilities: [FARGATE]\nnetworkMode: awsvpc\ncpu: \"256\"\nmemory: \"512\"\n"
            + "containerDefinitions:\n"
            + containers.indent(2)
            + more);
    Awaitility.await(family + " is registered")
        .atMost(SOON)
        .until(
            () -> {
              TaskDefinition definition =
                  namespace.client().resources(TaskDefinition.class).withName(family).get();
              return definition.getStatus() != null
                  && definition
                      .getMetadata()
                      .getGeneration()
                      .equals(definition.getStatus().observedGeneration());
            });
  }

  /** Applies one whose container {@code echo} answers on port 5678 with a text. */
  public void defineEcho(String family, String text) {
    define(
        family,
        """
        - name: echo
          image: hashicorp/http-echo:1.0
          command: ["-text=%s"]
          portMappings: [{containerPort: 5678}]
        """
            .formatted(text));
  }

  /** Where clients within the cluster find a load balancer, as soon as it is active. */
  public String address(String loadBalancer) {
    return Awaitility.await("the load balancer " + loadBalancer + " is active")
        .atMost(SOON)
        .until(
            () -> namespace.client().resources(LoadBalancer.class).withName(loadBalancer).get(),
            found ->
                found.getStatus() != null
                    && found.getStatus().state().code() == LoadBalancerStateEnum.ACTIVE
                    && !asEmpty(found.getStatus().addresses()).isEmpty())
        .getStatus()
        .addresses()
        .getLast();
  }

  /** Runs one task of a family, as RunTask would. */
  public void run(String name, String family) {
    apply("EcsTask", name, "taskDefinition: %s\nlaunchType: FARGATE".formatted(family));
  }

  /** Stops a task, as StopTask would. */
  public void stop(String name, String reason) {
    change(name, "{\"desiredStatus\":\"STOPPED\",\"stoppedReason\":\"%s\"}".formatted(reason));
  }

  /** Changes the spec of a task, by a merge patch. */
  public void change(String name, String spec) {
    namespace
        .client()
        .resources(EcsTask.class)
        .withName(name)
        .patch(MERGE, "{\"spec\":%s}".formatted(spec));
  }

  /** The task as it is; null if there is none. */
  public EcsTask task(String name) {
    return namespace.client().resources(EcsTask.class).withName(name).get();
  }

  /** Waits until the task has come that far, or further. */
  public EcsTask await(String name, TaskState state) {
    return await(
        name,
        "is " + state,
        task -> task.getStatus() != null && !task.getStatus().lastStatus().isBefore(state));
  }

  /** Waits for something of a task. */
  public EcsTask await(String name, String what, Predicate<EcsTask> condition) {
    return Awaitility.await("task " + name + " " + what)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> task(name), task -> task != null && condition.test(task));
  }
}
