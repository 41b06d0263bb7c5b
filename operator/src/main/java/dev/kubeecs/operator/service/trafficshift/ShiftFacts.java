package dev.kubeecs.operator.service.trafficshift;

import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookAction;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a deployment that shifts traffic finds at one instant.
 *
 * @param deploymentId its 19 digits
 * @param steps in which production traffic goes over
 * @param hooks as configured
 * @param hooksOnce whether hooks before production traffic run before its first step alone
 * @param sources how many revisions had tasks when it began
 * @param reconciled whether only the target and the revision that serves have tasks
 * @param scaledUp whether the target has all its tasks, and all are healthy
 * @param traffic what load balancers do at present
 * @param answers what hooks have answered, by {@link HookCall#key}
 * @param actions what hooks that wait were told, by hookId
 * @param minute how long a minute of the configuration is
 * @param now the instant
 */
@RecordBuilder
public record ShiftFacts(
    String deploymentId,
    TrafficSteps steps,
    List<DeploymentLifecycleHook> hooks,
    boolean hooksOnce,
    int sources,
    boolean reconciled,
    boolean scaledUp,
    Traffic traffic,
    Map<String, HookAnswer> answers,
    Map<String, DeploymentLifecycleHookAction> actions,
    Duration minute,
    Instant now)
    implements ShiftFactsBuilder.With {

  /** What load balancers do at present. */
  @FunctionalInterface
  public interface Traffic {

    /** Whether every proxy gives the target just these percentages. */
    boolean carries(double production, double test);
  }

  public ShiftFacts {
    Objects.requireNonNull(traffic, "traffic");
    hooks = hooks == null ? List.of() : List.copyOf(hooks);
    answers = answers == null ? Map.of() : Map.copyOf(answers);
    actions = actions == null ? Map.of() : Map.copyOf(actions);
  }
}
