package dev.kubeecs.examples;

import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What tasks could leave behind in a namespace.
 *
 * @param client of the cluster of the tests
 * @param namespace of the tasks
 */
record ObjectsOfTasks(KubernetesClient client, String namespace) {

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          EcsTask.class,
          Pod.class,
          PersistentVolumeClaim.class,
          Secret.class,
          ConfigMap.class,
          Service.class,
          ServiceAccount.class,
          Lease.class);

  /** What is there now, each as kind and name. */
  Set<String> all() {
    Set<String> objects = new TreeSet<>();
    KINDS.forEach(kind -> add(kind, objects));
    return objects;
  }

  private <T extends HasMetadata> void add(Class<T> kind, Set<String> objects) {
    client
        .resources(kind)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(object -> objects.add(text(object)));
  }

  /** An object as it is named here. */
  static String text(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  /** Deletes all tasks, as the operator does when their time is over. */
  void deleteTasks() {
    client.resources(EcsTask.class).inNamespace(namespace).delete();
  }
}
