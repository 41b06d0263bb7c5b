package dev.kubeecs.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The gateway's settings, all under {@code kube-ecs}. */
@ConfigMapping(prefix = "kube-ecs")
public interface GatewayConfiguration {

  /**
   * Development mode: any credentials are taken without a check, an access key id of 12 digits
   * names the account, and accounts are made on first use. Never where others can reach the
   * gateway.
   */
  @WithDefault("false")
  boolean development();

  /** The largest request body that is read. */
  @WithDefault("1M")
  MemorySize maxBodySize();

  /** The namespace of the access keys; the gateway's own if not given. */
  Optional<String> accessKeyNamespace();

  /** The namespace of what operator and gateways share; the gateway's own if not given. */
  Optional<String> namespace();

  /** How long the credentials of a task's role are good for. */
  @WithDefault("PT6H")
  Duration taskRoleCredentials();

  /** Where containers find metadata, credentials and task protection. */
  TaskEndpoint taskEndpoint();

  /** The listener for containers, which is apart from the one for clients. */
  interface TaskEndpoint {

    /** The address to listen on: one that Pods can reach. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port to listen on; nothing is served to containers if not given. */
    OptionalInt port();
  }

  /** By how much the time of a signed request may differ from ours. */
  @WithDefault("PT15M")
  Duration allowedClockSkew();

  /** How long a decision on a caller's permission is good for. */
  @WithDefault("PT5S")
  Duration authorizationCache();

  /**
   * Whether Nodes are simulated: then RegisterContainerInstance makes a Node of an instance that is
   * none. Never where a Node has to run something.
   */
  @WithDefault("false")
  boolean simulatedNodes();

  /**
   * How much of a task's CPU is reserved on its Node, in percent: the same setting as the
   * operator's, so that RunTask counts as the scheduler does.
   */
  @WithDefault("100")
  int cpuRequestPercent();

  /** The domain of the cluster's DNS, which load balancers are in: the operator's setting, too. */
  @WithDefault("cluster.local")
  String clusterDomain();

  /**
   * Where clients reach the sessions of ExecuteCommand, such as {@code wss://ecs.example.com};
   * where they have reached us if not given.
   */
  Optional<String> sessionEndpoint();

  /** After which an unused session of ExecuteCommand ends. */
  @WithDefault("PT20M")
  Duration sessionIdleTimeout();

  /** How many sessions of ExecuteCommand may be open on this gateway at a time. */
  @WithDefault("100")
  int mostSessions();
}
