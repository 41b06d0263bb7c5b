package dev.kubeecs.operator.cache;

import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.informers.cache.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An informer that somebody else has started and will stop. Whoever has this view may start and
 * stop it, which begins and ends what its handlers hear.
 */
final class SharedInformer<T> implements SharedIndexInformer<T> {

  private final SharedIndexInformer<T> informer;
  private final List<ResourceEventHandler<? super T>> handlers = new CopyOnWriteArrayList<>();

  SharedInformer(SharedIndexInformer<T> informer) {
    this.informer = informer;
  }

  /**
   * The handlers are told of what there is by another thread: the operator SDK's would wait for the
   * lock that whoever starts this holds.
   */
  @Override
  public CompletionStage<Void> start() {
    Thread.startVirtualThread(() -> handlers.forEach(informer::addEventHandler));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public SharedIndexInformer<T> run() {
    start();
    return this;
  }

  @Override
  public void stop() {
    handlers.forEach(informer::removeEventHandler);
  }

  @Override
  public SharedIndexInformer<T> addEventHandler(ResourceEventHandler<? super T> handler) {
    handlers.add(handler);
    return this;
  }

  @Override
  public SharedIndexInformer<T> removeEventHandler(ResourceEventHandler<? super T> handler) {
    handlers.remove(handler);
    informer.removeEventHandler(handler);
    return this;
  }

  @Override
  public SharedIndexInformer<T> addEventHandlerWithResyncPeriod(
      ResourceEventHandler<? super T> handler, long resyncPeriod) {
    return addEventHandler(handler);
  }

  @Override
  public SharedIndexInformer<T> addIndexers(Map<String, Function<T, List<String>>> indexers) {
    informer.addIndexers(indexers);
    return this;
  }

  @Override
  public SharedIndexInformer<T> removeIndexer(String name) {
    informer.removeIndexer(name);
    return this;
  }

  @Override
  public Indexer<T> getIndexer() {
    return informer.getIndexer();
  }

  @Override
  public Store<T> getStore() {
    return informer.getStore();
  }

  @Override
  public String lastSyncResourceVersion() {
    return informer.lastSyncResourceVersion();
  }

  @Override
  public boolean hasSynced() {
    return informer.hasSynced();
  }

  @Override
  public boolean isRunning() {
    return informer.isRunning();
  }

  @Override
  public boolean isWatching() {
    return informer.isWatching();
  }

  @Override
  public Class<T> getApiTypeClass() {
    return informer.getApiTypeClass();
  }

  @Override
  public CompletionStage<Void> stopped() {
    return informer.stopped();
  }

  /** Whoever started the informer has said how failures are handled. */
  @Override
  public SharedIndexInformer<T> exceptionHandler(ExceptionHandler handler) {
    return this;
  }

  @Override
  public SharedIndexInformer<T> itemStore(ItemStore<T> store) {
    throw new UnsupportedOperationException("the shared informer keeps whole objects");
  }

  @Override
  public SharedIndexInformer<T> initialState(Stream<T> items) {
    throw new UnsupportedOperationException("the shared informer is running");
  }
}
