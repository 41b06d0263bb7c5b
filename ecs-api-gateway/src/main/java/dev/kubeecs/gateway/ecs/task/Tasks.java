package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.task.EcsTask;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tasks of an account, found as ECS names them. */
@Singleton
public final class Tasks {

  /** Ids have 32 digits; those of old had dashes besides. */
  private static final Pattern ID = Pattern.compile(".{32}|.{36}");

  private final Store<EcsTask> store;
  private final StoreIndex<EcsTask> byCluster;

  Tasks(Stores stores) {
    this.store = stores.of(EcsTask.class);
    this.byCluster = store.index("cluster", task -> List.of(TaskFacts.cluster(task)));
  }

  /** The tasks in a cluster, stopped ones too, in no order. */
  public List<EcsTask> in(Call call, String cluster) {
    return byCluster.get(call.namespace(), cluster);
  }

  /** The task of that id in a cluster. */
  public Optional<EcsTask> find(Call call, String cluster, String id) {
    return store.find(call.namespace(), id).filter(task -> TaskFacts.cluster(task).equals(cluster));
  }

  /**
   * The task id that a reference means.
   *
   * @param reference id, or ARN with or without the cluster
   * @param cluster name of the cluster that the request is about
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if the
   *     reference cannot mean a task in that cluster
   */
  public String id(Call call, String cluster, String reference) {
    String id = Identifier.parse(reference, "task", call.account()).within(cluster).name();
    // A task that kubectl made has the name that its maker gave it.
    if (!ID.matcher(id).matches() && store.find(call.namespace(), id).isEmpty()) {
      throw invalidParameter("taskId length should be one of [32,36]");
    }
    return id;
  }

  public Store<EcsTask> store() {
    return store;
  }
}
