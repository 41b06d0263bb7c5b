package dev.kubeecs.operator.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.Function;

/**
 * Reconciles objects of one kind when objects of another kind change, as a shared informer sees
 * them. Reconcilers read the informer itself.
 *
 * @param <R> what changes
 * @param <P> what is to be reconciled
 */
public final class CacheEventSource<R extends HasMetadata, P extends HasMetadata>
    extends AbstractEventSource<R, P> implements ResourceEventHandler<R> {

  private final SharedIndexInformer<R> informer;
  private final Function<R, Set<ResourceID>> concerned;

  /** The function tells whom a change of an object concerns, by what stands in the object. */
  public CacheEventSource(SharedIndexInformer<R> informer, Function<R, Set<ResourceID>> concerned) {
    super(informer.getApiTypeClass());
    this.informer = informer;
    this.concerned = concerned;
  }

  @Override
  public void start() {
    super.start();
    informer.addEventHandler(this);
  }

  @Override
  public void stop() {
    super.stop();
    informer.removeEventHandler(this);
  }

  @Override
  public Set<R> getSecondaryResources(P primary) {
    return Set.of();
  }

  @Override
  public void onAdd(R object) {
    tell(object);
  }

  /** An update may also be one that takes the object away from whom it concerned before. */
  @Override
  public void onUpdate(R before, R object) {
    Set<ResourceID> now = concerned.apply(object);
    tell(now);
    concerned.apply(before).stream().filter(id -> !now.contains(id)).forEach(this::tell);
  }

  @Override
  public void onDelete(R object, boolean deletedFinalStateUnknown) {
    tell(object);
  }

  private void tell(R object) {
    tell(concerned.apply(object));
  }

  private void tell(Set<ResourceID> ids) {
    ids.forEach(this::tell);
  }

  private void tell(ResourceID id) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(id));
    }
  }
}
