package dev.kubeecs.gateway.store;

import static io.fabric8.kubernetes.client.informers.cache.Cache.NAMESPACE_INDEX;
import static io.fabric8.kubernetes.client.informers.cache.Cache.metaNamespaceIndexFunc;
import static io.fabric8.kubernetes.client.informers.cache.Cache.metaNamespaceKeyFunc;
import static io.fabric8.kubernetes.client.informers.cache.Cache.namespaceKeyFunc;

import dev.kubeecs.resources.cache.SteadyIndex;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Every object of a kind that the gateway sees, kept up to date by a watch. Objects are shared: not
 * to be changed.
 */
public final class Cache<T extends HasMetadata> {

  private static final Logger LOG = Logger.getLogger(Cache.class);

  /** A cache lags a write by milliseconds; after this the watch is broken and reconnecting. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SharedIndexInformer<T> informer;
  private final OwnWrites<T> ownWrites = new OwnWrites<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
  private final UnaryOperator<T> slim;

  private Cache(SharedIndexInformer<T> informer, UnaryOperator<T> slim) {
    this.informer = informer;
    this.slim = slim;
  }

  /**
   * Starts to fill a cache with the objects that {@code source} selects.
   *
   * @param kept what of an object anybody reads; may change its argument
   */
  static <T extends HasMetadata> Cache<T> start(Informable<T> source, UnaryOperator<T> kept) {
    SharedIndexInformer<T> informer = source.runnableInformer(0).itemStore(new Slim<>(kept));
    Cache<T> cache = new Cache<>(informer, kept);
    informer.removeNamespaceIndex();
    cache.addIndex(NAMESPACE_INDEX, object -> metaNamespaceIndexFunc(object));
    informer.addEventHandler(cache.new Listener());
    // A watch that breaks is taken up again for as long as the gateway runs.
    informer.exceptionHandler(
        (started, failure) -> {
          LOG.warnf("the watch of %s broke: %s", informer.getApiTypeClass(), failure.toString());
          return true;
        });
    informer.start();
    return cache;
  }

  /** Whether the first list has arrived. */
  boolean synced() {
    return informer.hasSynced();
  }

  /** The object of that name. The namespace of cluster-scoped objects is null. */
  public Optional<T> find(String namespace, String name) {
    String key = namespaceKeyFunc(namespace, name);
    return ownWrites.over(key, () -> informer.getStore().getByKey(key));
  }

  /** All objects, in no order. */
  public List<T> list() {
    return ownWrites.over(() -> informer.getStore().list(), object -> true);
  }

  /** The objects of a namespace, in no order. */
  List<T> list(String namespace) {
    return ownWrites.over(
        () -> informer.getIndexer().byIndex(NAMESPACE_INDEX, namespace),
        object -> object.getMetadata().getNamespace().equals(namespace));
  }

  /**
   * An index over the objects, kept up to date.
   *
   * @param name unique within this cache
   * @param keys the keys under which an object is found; no key leaves it out
   */
  public Index<T> index(String name, Function<T, List<String>> keys) {
    addIndex(name, keys);
    return new Index<>(informer.getIndexer(), name, keys, ownWrites);
  }

  private void addIndex(String name, Function<T, List<String>> keys) {
    informer.addIndexers(Map.of(name, SteadyIndex.of(informer.getStore()::getByKey, keys)));
  }

  /** Tells of every object that was added, changed or deleted, once reads see it. */
  void onChange(Consumer<T> listener) {
    listeners.add(listener);
  }

  /** Makes every read from now on see what the server answered to a write. */
  public void wrote(T object) {
    ownWrites.wrote(slim.apply(object));
  }

  /** Waits until reads see that an object is gone or about to go. */
  void awaitGone(T deleted) {
    String uid = deleted.getMetadata().getUid();
    await(
        deleted,
        () ->
            find(deleted.getMetadata().getNamespace(), deleted.getMetadata().getName())
                .filter(cached -> cached.getMetadata().getUid().equals(uid))
                .filter(cached -> cached.getMetadata().getDeletionTimestamp() == null)
                .isEmpty());
  }

  /**
   * Waits until an object's name is free again, which takes as long as its finalizers do.
   *
   * @return whether it is free
   */
  boolean awaitFree(T deleted) {
    BooleanSupplier free =
        () -> find(deleted.getMetadata().getNamespace(), deleted.getMetadata().getName()).isEmpty();
    await(deleted, free);
    return free.getAsBoolean();
  }

  /**
   * What a lookup in this cache finds, as soon as it finds something.
   *
   * @return empty if it finds nothing in that time
   */
  public <R> Optional<R> await(Supplier<Optional<R>> lookup, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      Optional<R> found = lookup.get();
      while (found.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
        found = lookup.get();
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void await(T object, BooleanSupplier seen) {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!seen.getAsBoolean()) {
        if (left <= 0) {
          LOG.warnf("the cache of %s lags", object.getFullResourceName());
          return;
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    informer.stop();
  }

  /** Wakes up whoever waits. Called after the store has changed. */
  private final class Listener implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      seen(object);
    }

    @Override
    public void onUpdate(T before, T object) {
      seen(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      seen(object);
    }

    private void seen(T object) {
      ownWrites.sawVersionOf(object);
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      listeners.forEach(listener -> listener.accept(object));
    }
  }

  private static final class Slim<T extends HasMetadata> extends BasicItemStore<T> {
    private final UnaryOperator<T> slim;

    Slim(UnaryOperator<T> slim) {
      super(object -> metaNamespaceKeyFunc(object));
      this.slim = slim;
    }

    @Override
    public T put(String key, T object) {
      return super.put(key, slim.apply(object));
    }
  }

  /** Objects by a key that is computed from them. */
  public static final class Index<T extends HasMetadata> {
    private final Indexer<T> indexer;
    private final String name;
    private final Function<T, List<String>> keys;
    private final OwnWrites<T> ownWrites;

    private Index(
        Indexer<T> indexer, String name, Function<T, List<String>> keys, OwnWrites<T> ownWrites) {
      this.indexer = indexer;
      this.name = name;
      this.keys = keys;
      this.ownWrites = ownWrites;
    }

    /** The objects under a key, in no order. */
    public List<T> get(String key) {
      return ownWrites.over(
          () -> indexer.byIndex(name, key), object -> keys.apply(object).contains(key));
    }
  }
}
