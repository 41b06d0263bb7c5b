package dev.kubeecs.operator.task;

import dev.kubeecs.operator.condition.Reason;
import dev.kubeecs.operator.task.lifecycle.Step;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every write that a task causes. Each may be repeated: what is done already is left alone. */
@Singleton
public class TaskWriter {

  private static final int UNPROCESSABLE = 422;
  private static final PatchContext JSON = PatchContext.of(PatchType.JSON);

  private final KubernetesClient client;
  private final KubernetesSerialization serialization;
  private final TaskSurroundings surroundings;

  TaskWriter(KubernetesClient client, TaskSurroundings surroundings) {
    this.client = client;
    this.serialization = client.getKubernetesSerialization();
    this.surroundings = surroundings;
  }

  /** Why the API server will not have a Pod, now or ever. */
  record Refusal(Reason reason, String message) {}

  /**
   * Replaces the status as a whole, in one request that cannot conflict: nobody else writes it. The
   * cache knows it at once, so that the next look does not see the status before.
   *
   * @return whether somebody changed the task since it was read. Its event may never be heard of:
   *     the operator SDK takes whatever it hears of up to the answer of a write for that write (its
   *     issue 3398).
   */
  boolean status(EcsTask task, EcsTaskStatus status, Context<EcsTask> context) {
    String patch =
        serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status)));
    EcsTask written =
        context
            .resourceOperations()
            .resourcePatch(
                task,
                t -> client.resource(t).subresource("status").patch(JSON, patch),
                context.eventSourceRetriever().getControllerEventSource());
    return !written.getMetadata().getGeneration().equals(task.getMetadata().getGeneration());
  }

  /** Creates a Pod; a refusal that stands is returned, any other failure is thrown. */
  Optional<Refusal> create(Pod pod) {
    try {
      client.resource(pod).create();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> Optional.empty(); // it is there already
        case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
            Optional.of(new Refusal(Reason.Invalid, e.getStatus().getMessage()));
        default -> throw e;
      };
    }
  }

  /** Asks the API server, for the cache may be behind. */
  boolean podExists(EcsTask task) {
    return client
            .pods()
            .inNamespace(task.getMetadata().getNamespace())
            .withName(task.getMetadata().getName())
            .get()
        != null;
  }

  void act(Step step, EcsTask task) {
    surroundings
        .pod(task)
        .ifPresent(
            pod -> {
              if (!step.images().isEmpty()) {
                images(pod, step.images());
              }
              switch (step.pod()) {
                case NOTHING -> {}
                case STOP -> delete(pod, step.graceSeconds());
                case RELEASE -> release(pod);
                case REMOVE -> {
                  delete(pod, step.graceSeconds());
                  release(pod);
                }
              }
            });
  }

  /** Removes a task whose time is over. */
  void remove(EcsTask task) {
    client.resource(task).delete();
  }

  /** Starts or ends containers of a Pod. */
  private void images(Pod pod, Map<String, String> images) {
    List<Map<String, String>> patch = new ArrayList<>();
    List<Container> containers = pod.getSpec().getContainers();
    for (int i = 0; i < containers.size(); i++) {
      String name = containers.get(i).getName();
      if (images.containsKey(name)) {
        String path = "/spec/containers/" + i;
        patch.add(Map.of("op", "test", "path", path + "/name", "value", name));
        patch.add(Map.of("op", "replace", "path", path + "/image", "value", images.get(name)));
      }
    }
    client.resource(pod).patch(JSON, serialization.asJson(patch));
  }

  /** No grace at all would make the API server forget the Pod before its containers have ended. */
  private void delete(Pod pod, long graceSeconds) {
    client.resource(pod).withGracePeriod(Math.max(1, graceSeconds)).delete();
  }

  /** Lets go of a Pod: Kubernetes may remove it. */
  public void release(Pod pod) {
    int position = pod.getFinalizers().indexOf(Labels.FINALIZER);
    if (position < 0) {
      return;
    }
    String path = "/metadata/finalizers/" + position;
    String patch =
        serialization.asJson(
            List.of(
                Map.of("op", "test", "path", path, "value", Labels.FINALIZER),
                Map.of("op", "remove", "path", path)));
    try {
      client.resource(pod).patch(JSON, patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }
}
