package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentLifecycleHook;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookStage;
import dev.kubeecs.api.ecs.DeploymentLifecycleHookTargetType;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.LoadBalancer;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.resources.service.DeploymentStrategies;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether ECS would take what a service says of BLUE_GREEN, LINEAR and CANARY deployments. Source:
 * the ECS developer guide and API reference.
 */
public final class TrafficShiftRules {

  private static final String PATH = "deploymentConfiguration";
  private static final int DAY = 1440;

  /** Stages that a rollback passes too: it must not wait for anybody. */
  private static final Set<DeploymentLifecycleHookStage> NO_PAUSE =
      EnumSet.of(
          DeploymentLifecycleHookStage.TEST_TRAFFIC_SHIFT,
          DeploymentLifecycleHookStage.PRODUCTION_TRAFFIC_SHIFT);

  private final List<Violation> violations = new ArrayList<>();

  private TrafficShiftRules() {}

  /** Rules that are broken; empty if there are none, or traffic is not shifted. */
  public static List<Violation> violations(EcsServiceSpec service) {
    DeploymentConfiguration configuration = service.deploymentConfiguration();
    if (!DeploymentStrategies.shiftsTraffic(configuration)) {
      return List.of();
    }
    TrafficShiftRules rules = new TrafficShiftRules();
    rules.service(service, DeploymentStrategies.of(configuration));
    rules.numbers(configuration);
    int number = 0;
    for (DeploymentLifecycleHook hook : asEmpty(configuration.lifecycleHooks())) {
      rules.hook(PATH + ".lifecycleHooks[" + number + "]", hook);
      number++;
    }
    return List.copyOf(rules.violations);
  }

  private void service(EcsServiceSpec service, DeploymentStrategy strategy) {
    String name = strategy.toString().toLowerCase(Locale.ROOT);
    unless(
        service.schedulingStrategy() != SchedulingStrategy.DAEMON,
        PATH + ".strategy",
        "the " + name + " deployment strategy needs the REPLICA scheduling strategy.");
    unless(
        !TaskSetContent.isExternal(service),
        PATH + ".strategy",
        "the " + name + " deployment strategy needs the ECS deployment controller.");
    for (LoadBalancer loadBalancer : asEmpty(service.loadBalancers())) {
      if (loadBalancer.advancedConfiguration() == null) {
        add(
            "loadBalancers",
            "advancedConfiguration field is required for all loadBalancers when using the "
                + name
                + " deployment strategy");
        return;
      }
      unless(
          loadBalancer.advancedConfiguration().alternateTargetGroupArn() != null,
          "loadBalancers.advancedConfiguration.alternateTargetGroupArn",
          "must be specified.");
      unless(
          loadBalancer.advancedConfiguration().productionListenerRule() != null,
          "loadBalancers.advancedConfiguration.productionListenerRule",
          "must be specified.");
    }
  }

  private void numbers(DeploymentConfiguration configuration) {
    DeploymentStrategy strategy = configuration.strategy();
    unless(
        configuration.linearConfiguration() == null || strategy == DeploymentStrategy.LINEAR,
        PATH + ".linearConfiguration",
        "is for the LINEAR strategy.");
    unless(
        configuration.canaryConfiguration() == null || strategy == DeploymentStrategy.CANARY,
        PATH + ".canaryConfiguration",
        "is for the CANARY strategy.");
    double step = DeploymentStrategies.linear(configuration).stepPercent();
    unless(
        step >= 3 && step <= 100,
        PATH + ".linearConfiguration.stepPercent",
        "must be between 3.0 and 100.0.");
    double canary = DeploymentStrategies.canary(configuration).canaryPercent();
    unless(
        canary >= 0.1 && canary <= 100,
        PATH + ".canaryConfiguration.canaryPercent",
        "must be between 0.1 and 100.0.");
    minutes(
        "linearConfiguration.stepBakeTimeInMinutes",
        DeploymentStrategies.linear(configuration).stepBakeTimeInMinutes());
    minutes(
        "canaryConfiguration.canaryBakeTimeInMinutes",
        DeploymentStrategies.canary(configuration).canaryBakeTimeInMinutes());
  }

  private void minutes(String member, int value) {
    unless(value >= 0 && value <= DAY, PATH + "." + member, "must be between 0 and 1440.");
  }

  private void hook(String path, DeploymentLifecycleHook hook) {
    List<DeploymentLifecycleHookStage> stages = asEmpty(hook.lifecycleStages());
    unless(!stages.isEmpty(), path + ".lifecycleStages", "must name a stage.");
    if (hook.targetType() == DeploymentLifecycleHookTargetType.PAUSE) {
      unless(
          stages.stream().noneMatch(NO_PAUSE::contains),
          path + ".lifecycleStages",
          "PAUSE hooks cannot be configured at TEST_TRAFFIC_SHIFT or PRODUCTION_TRAFFIC_SHIFT.");
      return;
    }
    unless(
        HookTarget.parse(or(hook.hookTargetArn(), "")).isPresent(),
        path + ".hookTargetArn",
        HookTarget.RULE);
    unless(
        hook.hookDetails() == null || hook.hookDetails().isObject(),
        path + ".hookDetails",
        "must be a JSON object.");
  }

  private void unless(boolean kept, String path, String rule) {
    if (!kept) {
      add(path, rule);
    }
  }

  private void add(String path, String rule) {
    violations.add(new Violation(path, rule));
  }
}
