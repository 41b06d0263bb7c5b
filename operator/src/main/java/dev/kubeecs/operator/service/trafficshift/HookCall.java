package dev.kubeecs.operator.service.trafficshift;

import dev.kubeecs.resources.service.HookRun;
import dev.kubeecs.resources.service.TrafficShift;

/**
 * A hook that is to be called now.
 *
 * @param run which
 * @param shift how far the deployment has come
 */
public record HookCall(HookRun run, TrafficShift shift) {

  /** Tells one call of a run from the next. */
  public static String key(HookRun run) {
    return run.hookId() + "/" + run.callBacks();
  }

  /** The key of this call. */
  public String key() {
    return key(run);
  }
}
