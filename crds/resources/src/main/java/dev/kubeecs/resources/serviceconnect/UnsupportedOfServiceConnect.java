package dev.kubeecs.resources.serviceconnect;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceConnectClientAlias;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.api.ecs.ServiceConnectService;
import java.util.ArrayList;
import java.util.List;

/**
 * What only a proxy in every task could do, and there is none: ADR 68. Where its output would go is
 * taken as it is: it has none.
 */
public final class UnsupportedOfServiceConnect {

  private UnsupportedOfServiceConnect() {}

  /** Paths, in the configuration, of the members that cannot be honoured. */
  public static List<String> fields(ServiceConnectConfiguration configuration) {
    List<String> fields = new ArrayList<>();
    if (configuration == null) {
      return fields;
    }
    when(
        configuration.logConfiguration() != null
            && !asEmpty(configuration.logConfiguration().secretOptions()).isEmpty(),
        "logConfiguration.secretOptions",
        fields);
    when(configuration.accessLogConfiguration() != null, "accessLogConfiguration", fields);
    when(
        !asEmpty(configuration.containerConfigurations()).isEmpty(),
        "containerConfigurations",
        fields);
    for (ServiceConnectService service : asEmpty(configuration.services())) {
      when(service.ingressPortOverride() != null, "services.ingressPortOverride", fields);
      when(service.timeout() != null, "services.timeout", fields);
      when(service.tls() != null, "services.tls", fields);
      when(
          asEmpty(service.clientAliases()).stream()
              .map(ServiceConnectClientAlias::testTrafficRules)
              .anyMatch(rules -> rules != null),
          "services.clientAliases.testTrafficRules",
          fields);
    }
    return List.copyOf(fields);
  }

  private static void when(boolean asked, String member, List<String> fields) {
    if (asked && !fields.contains(member)) {
      fields.add(member);
    }
  }
}
