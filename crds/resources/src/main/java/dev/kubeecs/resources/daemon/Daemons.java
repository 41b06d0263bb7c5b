package dev.kubeecs.resources.daemon;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.resources.daemon.EcsDaemonSpec.DesiredDaemonStatus;
import java.util.OptionalInt;

/** What is true of a daemon, whoever asks. */
public final class Daemons {

  private Daemons() {}

  /** Its ECS name. */
  public static String name(EcsDaemon daemon) {
    return or(daemon.getSpec().daemonName(), daemon.getMetadata().getName());
  }

  /** The ECS name of its cluster. */
  public static String cluster(EcsDaemon daemon) {
    return or(daemon.getSpec().cluster(), "default");
  }

  /** Whether it shall run. */
  public static boolean isActive(EcsDaemon daemon) {
    return daemon.getSpec().desiredStatus() != DesiredDaemonStatus.INACTIVE
        && daemon.getMetadata().getDeletionTimestamp() == null;
  }

  /**
   * On how many percent of its Nodes a daemon may be missing while it is updated; empty where
   * nothing is said, or 0, which would never get anywhere: then one Node after the other.
   */
  public static OptionalInt drainPercent(EcsDaemonSpec daemon) {
    if (daemon.deploymentConfiguration() == null) {
      return OptionalInt.empty();
    }
    double percent = or(daemon.deploymentConfiguration().drainPercent(), 0.0);
    return percent <= 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.ceil(percent));
  }

  /**
   * The revision that holds what a daemon asks for.
   *
   * @param deploymentId its 19 digits
   * @param number its place in the history of the daemon, from 1
   */
  public static EcsDaemonRevisionSpec revision(EcsDaemon daemon, String deploymentId, int number) {
    EcsDaemonSpec spec = daemon.getSpec();
    return EcsDaemonRevisionSpecBuilder.builder()
        .daemon(daemon.getMetadata().getName())
        .daemonName(name(daemon))
        .cluster(cluster(daemon))
        .deploymentId(deploymentId)
        .number(number)
        .daemonTaskDefinition(spec.daemonTaskDefinition())
        .capacityProviders(spec.capacityProviders())
        .deploymentConfiguration(spec.deploymentConfiguration())
        .propagateTags(spec.propagateTags())
        .enableECSManagedTags(spec.enableECSManagedTags())
        .enableExecuteCommand(spec.enableExecuteCommand())
        .critical(spec.critical())
        .build();
  }
}
