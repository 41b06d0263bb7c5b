package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.servicediscovery.CloudMap;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.service.validation.RegistryRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import jakarta.inject.Singleton;
import java.util.List;

/** What CreateService and UpdateService demand of the registries of a service. */
@Singleton
public final class ServiceRegistries {

  private final CloudMap cloudMap;

  ServiceRegistries(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  /** Refuses registries that the tasks of the definition cannot be registered in. */
  void check(Call call, List<ServiceRegistry> registries, TaskDefinitionSpec definition) {
    for (ServiceRegistry registry : asEmpty(registries)) {
      if (registry.registryArn() == null) {
        throw invalidParameter("registryArn must be specified.");
      }
      DiscoveryService found =
          cloudMap
              .service(call, registry.registryArn())
              .orElseThrow(
                  () ->
                      invalidParameter(
                          "The service registry %s does not exist.", registry.registryArn()));
      RegistryRules.violation(registry, found.getSpec(), definition)
          .ifPresent(
              message -> {
                throw invalidParameter("serviceRegistries: %s", message);
              });
    }
  }
}
