package dev.kubeecs.operator.service;

import dev.kubeecs.resources.service.EcsService;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Reconciles a service when a hook of its deployment has answered. */
final class HookEventSource extends AbstractEventSource<Void, EcsService> {

  HookEventSource(HookCaller caller) {
    super(Void.class);
    caller.onAnswer(this::answered);
  }

  @Override
  public Set<Void> getSecondaryResources(EcsService primary) {
    return Set.of();
  }

  private void answered(ResourceID service) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(service));
    }
  }
}
