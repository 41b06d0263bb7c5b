package dev.kubeecs.resources.service.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.AvailabilityZoneRebalancing;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.SchedulingStrategy;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.gateway.Routes;
import dev.kubeecs.resources.gateway.UnsupportedOfGateway;
import dev.kubeecs.resources.service.DeploymentStrategies;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.TaskSetContent;
import dev.kubeecs.resources.service.WatchedAlarms;
import dev.kubeecs.resources.serviceconnect.ServiceConnect;
import dev.kubeecs.resources.serviceconnect.UnsupportedOfServiceConnect;
import dev.kubeecs.resources.taskdefinition.validation.UnsupportedVolumes;
import dev.kubeecs.resources.volume.LaunchVolumes;
import java.util.ArrayList;
import java.util.List;

/**
 * What ECS knows of services and kube-ecs cannot honour yet. Nothing of it is dropped: it is
 * refused. Delete a line here once the member is honoured.
 */
public final class UnsupportedOfService {

  private final List<String> fields = new ArrayList<>();

  private UnsupportedOfService() {}

  /** Paths of the members that cannot be honoured, such as {@code loadBalancers}. */
  public static List<String> fields(EcsServiceSpec service) {
    UnsupportedOfService unsupported = new UnsupportedOfService();
    unsupported.service(service);
    if (service.deploymentConfiguration() != null) {
      unsupported.deployment(service.deploymentConfiguration());
    }
    return List.copyOf(unsupported.fields);
  }

  /** Whether the capacity provider means the launch type FARGATE. */
  public static boolean isFargate(CapacityProviderStrategyItem item) {
    return CapacityProviders.PREDEFINED.contains(item.capacityProvider());
  }

  private void service(EcsServiceSpec service) {
    when(
        asEmpty(service.loadBalancers()).stream().anyMatch(lb -> lb.loadBalancerName() != null),
        "loadBalancers.loadBalancerName");
    when(
        !asEmpty(service.loadBalancers()).isEmpty()
            && service.schedulingStrategy() == SchedulingStrategy.DAEMON,
        "loadBalancers of a DAEMON service");
    when(
        !asEmpty(service.serviceRegistries()).isEmpty() && TaskSetContent.isExternal(service),
        "serviceRegistries of a task set");
    UnsupportedOfServiceConnect.fields(service.serviceConnectConfiguration())
        .forEach(field -> fields.add("serviceConnectConfiguration." + field));
    when(
        ServiceConnect.isEnabled(service.serviceConnectConfiguration())
            && TaskSetContent.isExternal(service),
        "serviceConnectConfiguration with an EXTERNAL deploymentController");
    // Without a proxy nothing could keep clients at the tasks that serve until traffic is shifted.
    when(
        ServiceConnect.isEnabled(service.serviceConnectConfiguration())
            && DeploymentStrategies.shiftsTraffic(service.deploymentConfiguration()),
        "serviceConnectConfiguration with a deployment strategy that shifts traffic");
    fields.addAll(UnsupportedVolumes.of(LaunchVolumes.ofService(service.volumeConfigurations())));
    when(!asEmpty(service.vpcLatticeConfigurations()).isEmpty(), "vpcLatticeConfigurations");
    Routes.connector(service.gatewayConnectors())
        .ifPresent(connector -> fields.addAll(UnsupportedOfGateway.fields(connector)));
    when(
        !asEmpty(service.gatewayConnectors()).isEmpty()
            && service.schedulingStrategy() == SchedulingStrategy.DAEMON,
        "gatewayConnectors of a DAEMON service");
    when(
        !asEmpty(service.gatewayConnectors()).isEmpty() && TaskSetContent.isExternal(service),
        "gatewayConnectors with an EXTERNAL deploymentController");
    // A gateway leads to one target group of a service; two would have to change roles.
    when(
        !asEmpty(service.gatewayConnectors()).isEmpty()
            && DeploymentStrategies.shiftsTraffic(service.deploymentConfiguration()),
        "gatewayConnectors with a deployment strategy that shifts traffic");
    when(
        service.availabilityZoneRebalancing() == AvailabilityZoneRebalancing.ENABLED
            && TaskSetContent.isExternal(service),
        "availabilityZoneRebalancing with an EXTERNAL deploymentController");
    when(service.monitoring() != null, "monitoring");
    when(service.role() != null, "role");
    // One Deployment has one template, so its tasks have one choice of Nodes: ADR 0016.
    when(
        asEmpty(service.capacityProviderStrategy()).size() > 1
            && !service.capacityProviderStrategy().stream()
                .allMatch(UnsupportedOfService::isFargate),
        "capacityProviderStrategy[1]");
  }

  private void deployment(DeploymentConfiguration deployment) {
    String path = "deploymentConfiguration.";
    boolean rolling = !DeploymentStrategies.shiftsTraffic(deployment);
    // Tasks that run alone have nothing to wait for but alarms.
    when(
        rolling && or(deployment.bakeTimeInMinutes(), 0) > 0 && !WatchedAlarms.any(deployment),
        path + "bakeTimeInMinutes of the ROLLING strategy without alarms");
    when(
        rolling && !asEmpty(deployment.lifecycleHooks()).isEmpty(),
        path + "lifecycleHooks of the ROLLING strategy");
    when(
        rolling && deployment.linearConfiguration() != null,
        path + "linearConfiguration of the ROLLING strategy");
    when(
        rolling && deployment.canaryConfiguration() != null,
        path + "canaryConfiguration of the ROLLING strategy");
    when(deployment.earlySuccessCriteria() != null, path + "earlySuccessCriteria");
  }

  private void when(boolean asked, String field) {
    if (asked) {
      fields.add(field);
    }
  }
}
