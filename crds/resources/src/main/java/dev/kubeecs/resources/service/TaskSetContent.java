package dev.kubeecs.resources.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.api.ecs.Scale;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a task set makes of its service. Source: the ECS API reference, CreateTaskSet. */
public final class TaskSetContent {

  private static final String ID_PREFIX = "ecs-svc/";
  private static final Pattern DIGITS = Pattern.compile("[0-9]{19}");
  private static final int HUNDRED = 100;

  private TaskSetContent() {}

  /** The 19 digits of a task set: those of its label, or made up from its UID. */
  public static String digits(EcsTaskSet taskSet) {
    String label = asEmpty(taskSet.getMetadata().getLabels()).get(Labels.DEPLOYMENT);
    return label != null && DIGITS.matcher(label).matches()
        ? label
        : Identifiers.nineteenDigits(UUID.fromString(taskSet.getMetadata().getUid()));
  }

  /** The id of a task set, which is also what started its tasks. */
  public static String id(EcsTaskSet taskSet) {
    return ID_PREFIX + digits(taskSet);
  }

  /** Whether the service leaves its deployments to task sets. */
  public static boolean isExternal(EcsServiceSpec service) {
    return service.deploymentController() != null
        && service.deploymentController().type() == DeploymentControllerType.EXTERNAL;
  }

  /**
   * How many tasks a task set shall have: its share of the desired count, rounded up.
   *
   * @param desired count of the service
   * @param scale null is nothing
   */
  public static int computedDesiredCount(int desired, Scale scale) {
    if (scale == null || scale.value() == null) {
      return 0;
    }
    return BigDecimal.valueOf(scale.value())
        .multiply(BigDecimal.valueOf(desired))
        .divide(BigDecimal.valueOf(HUNDRED))
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }

  /** The service as it would be if it ran what the task set runs. */
  public static EcsServiceSpec asService(EcsServiceSpec service, EcsTaskSetSpec taskSet) {
    return service.with(
        s ->
            s.taskDefinition(taskSet.taskDefinition())
                .launchType(taskSet.launchType())
                .capacityProviderStrategy(taskSet.capacityProviderStrategy())
                .platformVersion(taskSet.platformVersion())
                .loadBalancers(taskSet.loadBalancers())
                .serviceRegistries(taskSet.serviceRegistries())
                .networkConfiguration(taskSet.networkConfiguration()));
  }
}
