package dev.kubeecs.gateway.logs;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of CloudWatch Logs, all under {@code kube-ecs.logs}. */
@ConfigMapping(prefix = "kube-ecs.logs")
public interface LogsConfiguration {

  /** The folder of the store. Gateways that may hold it one after the other share the volume. */
  @WithDefault("/var/lib/kube-ecs/logs")
  Path folder();

  /** How large the store may get; beyond, the oldest events go. */
  @WithDefault("10G")
  MemorySize maxSize();

  /**
   * The Lease by which gateways agree on which of them holds the store; it is where what gateways
   * share is.
   */
  @WithDefault("kube-ecs-logs")
  String lease();

  /** Where other gateways reach this one; its own address and port if not given. */
  Optional<String> address();
}
