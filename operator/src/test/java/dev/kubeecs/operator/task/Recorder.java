package dev.kubeecs.operator.task;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.List;

/** Keeps every version of an object that a watch has told of. */
record Recorder<T>(List<T> seen) implements ResourceEventHandler<T> {

  @Override
  public void onAdd(T object) {
    seen.add(object);
  }

  @Override
  public void onUpdate(T before, T object) {
    seen.add(object);
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {}
}
