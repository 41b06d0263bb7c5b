package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.OSFamily;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.Optional;
import java.util.Set;

/** Fargate platform versions and operating systems. */
public final class Platforms {

  /** What a service says that names no version. */
  public static final String LATEST = "LATEST";

  /** What LATEST is. */
  private static final String NEWEST = "1.4.0";

  private static final Set<String> VERSIONS =
      Set.of(LATEST, "1.0.0", "1.1.0", "1.2.0", "1.3.0", NEWEST);

  private Platforms() {}

  /**
   * Refuses a platform version that does not exist.
   *
   * @param version as asked for, or null
   */
  public static void requireKnown(String version) {
    if (version != null && !version.isEmpty() && !VERSIONS.contains(version)) {
      throw new AwsException(
          "PlatformUnknownException",
          "The specified platform version does not exist: %s.".formatted(version));
    }
  }

  /** The version that a task runs on; null if it is not on Fargate. */
  public static String running(LaunchType launchType, String asked) {
    if (launchType != LaunchType.FARGATE) {
      return null;
    }
    return asked == null || asked.isEmpty() || asked.equals(LATEST) ? NEWEST : asked;
  }

  /** The operating system as ECS spells it where it describes; null if it is not on Fargate. */
  public static String family(LaunchType launchType, Optional<TaskDefinitionSpec> definition) {
    if (launchType != LaunchType.FARGATE) {
      return null;
    }
    OSFamily family =
        definition
            .map(TaskDefinitionSpec::runtimePlatform)
            .map(platform -> platform.operatingSystemFamily())
            .orElse(null);
    return or(family, OSFamily.LINUX) == OSFamily.LINUX ? "Linux" : family.toString();
  }
}
