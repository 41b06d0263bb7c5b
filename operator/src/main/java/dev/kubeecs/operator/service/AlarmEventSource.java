package dev.kubeecs.operator.service;

import dev.kubeecs.operator.alarm.Alarms;
import dev.kubeecs.resources.service.EcsService;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.function.Supplier;

/** Reconciles services whose deployments look at alarms when other alarms are in ALARM. */
final class AlarmEventSource extends AbstractEventSource<Void, EcsService> {

  private final Supplier<Set<ResourceID>> watching;

  AlarmEventSource(Alarms alarms, Supplier<Set<ResourceID>> watching) {
    super(Void.class);
    this.watching = watching;
    alarms.onChange(this::changed);
  }

  @Override
  public Set<Void> getSecondaryResources(EcsService primary) {
    return Set.of();
  }

  private void changed() {
    if (isRunning()) {
      watching.get().forEach(service -> getEventHandler().handleEvent(new Event(service)));
    }
  }
}
