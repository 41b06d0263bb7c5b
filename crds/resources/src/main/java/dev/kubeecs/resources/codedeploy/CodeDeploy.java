package dev.kubeecs.resources.codedeploy;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeploymentControllerType;
import dev.kubeecs.resources.service.EcsServiceSpec;
import java.util.List;
import java.util.Optional;

/** What the resources of CodeDeploy mean. */
public final class CodeDeploy {

  /** As which hook the wait before the old tasks go is told to end. */
  public static final String TERMINATION_WAIT = "TERMINATION_WAIT";

  private CodeDeploy() {}

  /** Whether the service leaves its deployments to CodeDeploy. */
  public static boolean controls(EcsServiceSpec service) {
    return service.deploymentController() != null
        && service.deploymentController().type() == DeploymentControllerType.CODE_DEPLOY;
  }

  /** The name of an application. */
  public static String name(CodeDeployApplication application) {
    return or(application.getSpec().applicationName(), application.getMetadata().getName());
  }

  /** The deployment groups of an application. */
  public static List<DeploymentGroupSpec> groups(CodeDeployApplication application) {
    return asEmpty(application.getSpec().deploymentGroups());
  }

  /** The deployment group of that name. */
  public static Optional<DeploymentGroupSpec> group(
      CodeDeployApplication application, String name) {
    return groups(application).stream()
        .filter(group -> group.deploymentGroupName().equals(name))
        .findFirst();
  }
}
