package dev.kubeecs.operator.loadbalancing.target;

import dev.kubeecs.resources.loadbalancing.TargetGroup;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Reconciles a target group when the health of one of its targets changes. */
public final class VerdictEventSource extends AbstractEventSource<Void, TargetGroup> {

  /** Tells of the changes that these checks find. */
  public VerdictEventSource(HealthChecks checks) {
    super(Void.class);
    checks.onChange(this::changed);
  }

  @Override
  public Set<Void> getSecondaryResources(TargetGroup primary) {
    return Set.of();
  }

  private void changed(String namespace, String targetGroup) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(new ResourceID(targetGroup, namespace)));
    }
  }
}
