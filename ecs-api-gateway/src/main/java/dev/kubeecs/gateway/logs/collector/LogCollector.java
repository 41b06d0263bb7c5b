package dev.kubeecs.gateway.logs.collector;

import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.account.AccountNamespaces;
import dev.kubeecs.gateway.ecs.daemon.KnownDaemonTaskDefinitions;
import dev.kubeecs.gateway.ecs.taskdefinition.Revisions;
import dev.kubeecs.gateway.logs.holder.LogHolder;
import dev.kubeecs.gateway.logs.store.LogStore;
import dev.kubeecs.gateway.store.Caches;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Watches the tasks that the gateway knows anyway, and follows the containers that log to streams:
 * in the gateway that holds the log store, which the first such task makes it seek.
 */
@Startup
@Singleton
final class LogCollector implements LogHolder.Listener {

  private static final Logger LOG = Logger.getLogger(LogCollector.class);

  /** How often it is looked at what is over or too much, while the store is held. */
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Store<EcsTask> tasks;
  private final Revisions revisions;
  private final KnownDaemonTaskDefinitions daemons;
  private final AccountNamespaces accounts;
  private final Caches caches;
  private final LogHolder holder;
  private final Following following;
  private final Retention retention;
  private final MissingGroups missingGroups;
  private final BlockingQueue<Key> changed = new LinkedBlockingQueue<>();
  private final Set<Key> waiting = ConcurrentHashMap.newKeySet();
  private final boolean simulated;
  private final Thread thread;
  private volatile LogStore store;

  /** Whether any task has logged to streams. Read and written by our thread only. */
  private boolean needed;

  LogCollector(
      Stores stores,
      Revisions revisions,
      KnownDaemonTaskDefinitions daemons,
      AccountNamespaces accounts,
      Caches caches,
      LogHolder holder,
      ContainerLogs logs,
      Retention retention,
      GatewayConfiguration configuration,
      Clock clock) {
    this.tasks = stores.of(EcsTask.class);
    this.revisions = revisions;
    this.daemons = daemons;
    this.accounts = accounts;
    this.caches = caches;
    this.holder = holder;
    this.retention = retention;
    this.following = new Following(logs, this::current, clock);
    this.missingGroups = new MissingGroups(tasks, clock);
    holder.listen(this);
    // A simulated Node has no lines to read.
    this.simulated = configuration.simulatedNodes();
    if (!simulated) {
      tasks.onChange(task -> changed(key(task)));
    }
    this.thread = Thread.ofVirtual().name("log-collector").start(this::work);
  }

  private record Key(String namespace, String task) {}

  private static Key key(EcsTask task) {
    return new Key(task.getMetadata().getNamespace(), task.getMetadata().getName());
  }

  private void changed(Key key) {
    if (waiting.add(key)) {
      changed.add(key);
    }
  }

  @Override
  public void began(LogStore held) {
    store = held;
    following.begin(held);
    lookAtAll();
  }

  private void lookAtAll() {
    if (!simulated) {
      tasks.everywhere().forEach(task -> changed(key(task)));
    }
  }

  @Override
  public void ends() {
    store = null;
    following.end();
  }

  void close(@Observes ShutdownEvent event) {
    thread.interrupt();
  }

  private void work() {
    try {
      while (!caches.ready()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      lookAtAll();
      long swept = System.nanoTime();
      while (true) {
        Key key = changed.poll(SWEEP.toSeconds(), TimeUnit.SECONDS);
        if (key != null) {
          waiting.remove(key);
          attempt(() -> look(key));
        }
        if (System.nanoTime() - swept > SWEEP.toNanos()) {
          swept = System.nanoTime();
          attempt(this::sweep);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One task that cannot be handled must not keep the others from being collected. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "collecting logs failed");
    }
  }

  private void look(Key key) {
    Optional<EcsTask> task = tasks.find(key.namespace(), key.task());
    if (task.isEmpty()) {
      following.forget(key.namespace(), key.task());
      return;
    }
    List<LogSource> sources = sources(task.get());
    if (sources.isEmpty()) {
      return;
    }
    needed = true;
    LogStore held = store;
    if (held == null) {
      holder.seek();
    } else if (!missingGroups.stop(task.get(), sources, held)) {
      sources.forEach(following::follow);
    }
  }

  private void sweep() {
    LogStore held = store;
    if (held == null && needed) {
      holder.seek();
    } else if (held != null) {
      retention.sweep(held);
      following.keep((namespace, task) -> tasks.find(namespace, task).isPresent());
    }
  }

  private Optional<LogSource> current(LogSource.Id id) {
    return tasks.find(id.namespace(), id.task()).stream()
        .flatMap(task -> sources(task).stream())
        .filter(source -> source.id().equals(id))
        .findFirst();
  }

  private List<LogSource> sources(EcsTask task) {
    String namespace = task.getMetadata().getNamespace();
    Optional<TaskDefinitionSpec> definition =
        Optional.ofNullable(task.getStatus())
            .map(EcsTaskStatus::taskDefinition)
            .or(() -> Optional.ofNullable(task.getSpec().taskDefinition()))
            .flatMap(pinned -> definition(task, namespace, pinned));
    Optional<Account> account = accounts.account(namespace);
    return definition.isEmpty() || account.isEmpty()
        ? List.of()
        : LogSource.of(task, definition.get(), account.get());
  }

  private Optional<TaskDefinitionSpec> definition(EcsTask task, String namespace, String pinned) {
    boolean isOfDaemon =
        task.getMetadata().getLabels() != null
            && task.getMetadata().getLabels().containsKey(Labels.DAEMON);
    return isOfDaemon
        ? daemons.definition(namespace, pinned)
        : revisions.definition(namespace, pinned);
  }
}
