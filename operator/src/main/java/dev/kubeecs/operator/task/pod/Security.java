package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.KernelCapabilities;
import dev.kubeecs.resources.Absent;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** As whom a container runs, and with which rights. */
final class Security {

  private Security() {}

  /** Null where the definition says nothing about it. */
  static SecurityContext ofContainer(ContainerDefinition container) {
    SecurityContextBuilder context = new SecurityContextBuilder();
    if (container.user() != null) {
      String[] userAndGroup = container.user().split(":", 2);
      context.withRunAsUser(Long.valueOf(userAndGroup[0]));
      context.withRunAsGroup(userAndGroup.length > 1 ? Long.valueOf(userAndGroup[1]) : null);
    }
    context.withPrivileged(onlyIfTrue(container.privileged()));
    context.withReadOnlyRootFilesystem(onlyIfTrue(container.readonlyRootFilesystem()));
    context.withCapabilities(capabilities(container));
    SecurityContext built = context.build();
    return built.equals(new SecurityContext()) ? null : built;
  }

  private static Boolean onlyIfTrue(Boolean value) {
    return Absent.or(value, false) ? true : null;
  }

  private static Capabilities capabilities(ContainerDefinition container) {
    KernelCapabilities capabilities =
        container.linuxParameters() == null ? null : container.linuxParameters().capabilities();
    return capabilities == null
        ? null
        : new CapabilitiesBuilder()
            .withAdd(Absent.asEmpty(capabilities.add()))
            .withDrop(Absent.asEmpty(capabilities.drop()))
            .build();
  }
}
