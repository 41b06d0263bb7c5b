package dev.kubeecs.gateway.taskendpoint;

import dev.kubeecs.gateway.SharedKeys;
import dev.kubeecs.gateway.account.AccountNamespaces;
import dev.kubeecs.gateway.ecs.daemon.KnownDaemonTaskDefinitions;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.Tasks;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.pod.Pods;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.Overrides;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskendpoint.TaskEndpoint;
import io.fabric8.kubernetes.api.model.Pod;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Finds out which task calls. The proof in the URL must be the task's, and the connection must come
 * from the address of its Pod; a task in the network of its Node has only the proof.
 */
@Singleton
public final class Callers {

  private static final Logger LOG = Logger.getLogger(Callers.class);

  /**
   * Containers may run before the kubelet has told the address of the Pod, and before the operator
   * has made the EcsTask of a service's Pod.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SharedKeys keys;
  private final Pods pods;
  private final Tasks tasks;
  private final AccountNamespaces namespaces;
  private final Revisions revisions;
  private final KnownDaemonTaskDefinitions daemons;

  Callers(
      SharedKeys keys,
      Pods pods,
      Tasks tasks,
      AccountNamespaces namespaces,
      Revisions revisions,
      KnownDaemonTaskDefinitions daemons) {
    this.keys = keys;
    this.pods = pods;
    this.tasks = tasks;
    this.namespaces = namespaces;
    this.revisions = revisions;
    this.daemons = daemons;
  }

  /**
   * The task that a URL names, if it is the one that calls.
   *
   * @param address where the connection comes from
   * @param call makes a call in an account's namespace, to look things up with
   */
  Optional<Caller> find(CallerId id, String address, Function<Account, Call> call) {
    Optional<Pod> pod = pods.awaitAddress(id.podUid(), PATIENCE);
    if (pod.isEmpty()) {
      return Optional.empty();
    }
    String namespace = pod.get().getMetadata().getNamespace();
    Optional<Account> account =
        namespaces.account(namespace).filter(owner -> genuine(id, pod.get(), owner));
    if (account.isEmpty() || !comesFrom(pod.get(), address)) {
      LOG.warnf("a caller at %s is not the task %s that its URL names", address, id);
      return Optional.empty();
    }
    return tasks
        .store()
        .await(namespace, taskId(pod.get()), PATIENCE)
        .map(
            task ->
                new Caller(
                    account.get(),
                    pod.get(),
                    task,
                    definition(task, call.apply(account.get())),
                    id.container()));
  }

  private boolean genuine(CallerId id, Pod pod, Account account) {
    String proof = TaskEndpoint.proof(keys.get(), account, pod.getMetadata().getLabels());
    return MessageDigest.isEqual(
        proof.getBytes(StandardCharsets.UTF_8), id.proof().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean comesFrom(Pod pod, String address) {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork())
        || Pods.addresses(pod).contains(address);
  }

  private static String taskId(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels.getOrDefault(Labels.TASK, Identifiers.taskId(pod.getMetadata().getUid()));
  }

  private Optional<TaskDefinitionSpec> definition(EcsTask task, Call call) {
    Optional<TaskDefinitionReference> reference = TaskFacts.definition(task);
    Optional<TaskDefinitionSpec> registered =
        TaskFacts.daemon(task).isPresent()
            ? reference
                .flatMap(named -> daemons.find(call, named))
                .map(found -> DaemonTaskDefinitions.asTaskDefinition(found.getSpec()))
            : reference
                .flatMap(named -> revisions.find(call, named))
                .map(found -> found.getSpec().taskDefinition());
    return registered.map(spec -> Overrides.applied(spec, task.getSpec().overrides()));
  }
}
