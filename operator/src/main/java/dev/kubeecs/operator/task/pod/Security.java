package dev.kubeecs.operator.task.pod;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.KernelCapabilities;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.ContainerUser;
import dev.kubeecs.resources.taskdefinition.SecurityOption;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.Optional;

/** As whom a container runs, and with which rights. */
final class Security {

  private Security() {}

  /** Null where the definition says nothing about it. */
  static SecurityContext ofContainer(ContainerDefinition container) {
    SecurityContextBuilder context = new SecurityContextBuilder();
    Optional.ofNullable(container.user())
        .flatMap(ContainerUser::parse)
        .ifPresent(
            user -> {
              context.withRunAsUser(user.user());
              user.group().ifPresent(context::withRunAsGroup);
            });
    context.withPrivileged(onlyIfTrue(container.privileged()));
    context.withReadOnlyRootFilesystem(onlyIfTrue(container.readonlyRootFilesystem()));
    context.withCapabilities(capabilities(container));
    Absent.asEmpty(container.dockerSecurityOptions()).stream()
        .map(SecurityOption::parse)
        .flatMap(Optional::stream)
        .forEach(option -> set(context, option));
    SecurityContext built = context.build();
    return built.equals(new SecurityContext()) ? null : built;
  }

  private static void set(SecurityContextBuilder context, SecurityOption option) {
    String value = option.value();
    switch (option.kind()) {
      case NO_NEW_PRIVILEGES -> context.withAllowPrivilegeEscalation(false);
      case APPARMOR -> {
        if (value.equals("unconfined")) {
          context.withNewAppArmorProfile(null, "Unconfined");
        } else {
          context.withNewAppArmorProfile(value, "Localhost");
        }
      }
      case SELINUX_USER -> context.editOrNewSeLinuxOptions().withUser(value).endSeLinuxOptions();
      case SELINUX_ROLE -> context.editOrNewSeLinuxOptions().withRole(value).endSeLinuxOptions();
      case SELINUX_TYPE -> context.editOrNewSeLinuxOptions().withType(value).endSeLinuxOptions();
      case SELINUX_LEVEL -> context.editOrNewSeLinuxOptions().withLevel(value).endSeLinuxOptions();
    }
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
