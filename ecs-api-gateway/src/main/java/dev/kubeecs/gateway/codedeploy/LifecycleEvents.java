package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.codedeploy.LifecycleEvent;
import dev.kubeecs.api.codedeploy.LifecycleEventStatus;
import dev.kubeecs.resources.service.TrafficShift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of a deployment, by how far traffic is shifted. Source: the CodeDeploy user guide,
 * "Run order of hooks in an Amazon ECS deployment".
 */
final class LifecycleEvents {

  private static final List<String> NAMES =
      List.of(
          "BeforeInstall",
          "Install",
          "AfterInstall",
          "AllowTestTraffic",
          "AfterAllowTestTraffic",
          "BeforeAllowTraffic",
          "AllowTraffic",
          "AfterAllowTraffic");

  private LifecycleEvents() {}

  /**
   * All events with their status.
   *
   * @param shift how far it has come; empty if it has not begun
   * @param goesOn whether it does not end where it is
   */
  static List<LifecycleEvent> of(Optional<TrafficShift> shift, boolean goesOn) {
    int done = shift.map(LifecycleEvents::done).orElse(0);
    boolean busy = shift.filter(LifecycleEvents::isBusy).isPresent();
    List<LifecycleEvent> events = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      LifecycleEventStatus status =
          i < done
              ? LifecycleEventStatus.SUCCEEDED
              : i == done && busy
                  ? goesOn ? LifecycleEventStatus.INPROGRESS : LifecycleEventStatus.FAILED
                  : goesOn ? LifecycleEventStatus.PENDING : LifecycleEventStatus.SKIPPED;
      events.add(LifecycleEvent.builder().lifecycleEventName(NAMES.get(i)).status(status).build());
    }
    return events;
  }

  /** How many are over. */
  private static int done(TrafficShift shift) {
    return switch (shift.stage()) {
      case RECONCILE_SERVICE, PRE_SCALE_UP -> 0;
      case SCALE_UP -> 1;
      case POST_SCALE_UP -> 2;
      case TEST_TRAFFIC_SHIFT -> asEmpty(shift.hooks()).isEmpty() ? 3 : 4;
      case POST_TEST_TRAFFIC_SHIFT -> 5;
      case PRE_PRODUCTION_TRAFFIC_SHIFT -> shift.step() == 0 ? 5 : 6;
      case PRODUCTION_TRAFFIC_SHIFT -> 6;
      case POST_PRODUCTION_TRAFFIC_SHIFT -> 7;
      case BAKE_TIME, CLEAN_UP -> NAMES.size();
    };
  }

  /** Between two events it may wait for ContinueDeployment. */
  private static boolean isBusy(TrafficShift shift) {
    return switch (shift.stage()) {
      case POST_TEST_TRAFFIC_SHIFT, BAKE_TIME, CLEAN_UP -> false;
      case RECONCILE_SERVICE,
          PRE_SCALE_UP,
          SCALE_UP,
          POST_SCALE_UP,
          TEST_TRAFFIC_SHIFT,
          PRE_PRODUCTION_TRAFFIC_SHIFT,
          PRODUCTION_TRAFFIC_SHIFT,
          POST_PRODUCTION_TRAFFIC_SHIFT ->
          true;
    };
  }
}
