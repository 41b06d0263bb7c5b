package dev.kubeecs.resources.serviceconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ClusterServiceConnectDefaultsRequest;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.DeploymentConfiguration;
import dev.kubeecs.api.ecs.DeploymentStrategy;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ServiceConnectClientAlias;
import dev.kubeecs.api.ecs.ServiceConnectConfiguration;
import dev.kubeecs.api.ecs.ServiceConnectService;
import dev.kubeecs.api.ecs.TimeoutConfiguration;
import dev.kubeecs.api.ecs.TransportProtocol;
import dev.kubeecs.resources.cluster.EcsClusterSpec;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.validation.UnsupportedOfService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Service Connect configurations mean, and which are refused. */
class ServiceConnectTest {

  private static final EcsClusterSpec CLUSTER =
      EcsClusterSpecBuilder.builder()
          .serviceConnectDefaults(new ClusterServiceConnectDefaultsRequest("default-ns"))
          .build();

  private static final ServiceConnectService HTTP =
      ServiceConnectService.builder().portName("http").build();

  @Test
  void theNamespaceIsTheServicesOwnOrItsClusters() {
    ServiceConnectConfiguration plain = enabled();
    assertThat(ServiceConnect.namespace(plain, CLUSTER)).contains("default-ns");
    assertThat(ServiceConnect.namespace(plain.toBuilder().namespace("own").build(), CLUSTER))
        .contains("own");
    assertThat(ServiceConnect.namespace(plain, EcsClusterSpecBuilder.builder().build())).isEmpty();
    assertThat(ServiceConnect.namespace(plain.toBuilder().enabled(false).build(), CLUSTER))
        .isEmpty();
    assertThat(
            ServiceConnect.defaultNamespace(
                CLUSTER.withServiceConnectDefaults(new ClusterServiceConnectDefaultsRequest(""))))
        .as("an empty name takes the default away")
        .isEmpty();
  }

  @Test
  void namesAndPortsHaveDefaults() {
    assertThat(ServiceConnect.endpoints(enabled(HTTP), "shop", definition()))
        .containsExactly(new ConnectEndpoint("http", "http.shop", 8080, 8080));
    assertThat(
            ServiceConnect.endpoints(
                enabled(alias(HTTP.toBuilder().discoveryName("web").build(), 80, null)),
                "shop",
                definition()))
        .containsExactly(new ConnectEndpoint("web", "web.shop", 80, 8080));
    assertThat(ServiceConnect.endpoints(enabled(alias(HTTP, 80, "web")), "shop", definition()))
        .containsExactly(new ConnectEndpoint("http", "web", 80, 8080));
  }

  @Test
  void whatIsAgainstARuleIsNamed() {
    refused("no port mapping of the name ftp", HTTP.toBuilder().portName("ftp").build());
    refused("dns is a UDP port", HTTP.toBuilder().portName("dns").build());
    refused("services.discoveryName: http must be unique", HTTP, alias(HTTP, 81, "other"));
    refused(
        "services.clientAliases: web:80 must be unique",
        alias(HTTP, 80, "web"),
        alias(HTTP.toBuilder().discoveryName("other").build(), 80, "web"));
    refused("my_web cannot be a host name", alias(HTTP, 80, "my_web"));
    refused("port 0", alias(HTTP, 0, "web"));
    assertThat(
            ServiceConnectRules.violation(
                enabled(), "shop", definition().withNetworkMode(NetworkMode.HOST)))
        .hasValueSatisfying(message -> assertThat(message).contains("awsvpc or bridge, not host"));
    assertThat(
            ServiceConnectRules.violation(
                enabled(
                    alias(HTTP, 80, "web"),
                    alias(HTTP.toBuilder().discoveryName("other").build(), 81, "web")),
                "shop",
                definition()))
        .as("a name may have several ports")
        .isEmpty();
  }

  @Test
  void whatOnlyAProxyCouldDoIsRefused() {
    ServiceConnectConfiguration slow =
        enabled(
            HTTP.toBuilder()
                .ingressPortOverride(15000)
                .timeout(TimeoutConfiguration.builder().idleTimeoutSeconds(1).build())
                .build());
    assertThat(UnsupportedOfServiceConnect.fields(slow))
        .containsExactly("services.ingressPortOverride", "services.timeout");
    assertThat(UnsupportedOfServiceConnect.fields(enabled(alias(HTTP, 80, "web")))).isEmpty();
  }

  @Test
  void deploymentsThatShiftTrafficAreNotForIt() {
    EcsServiceSpec rolling =
        EcsServiceSpecBuilder.builder()
            .taskDefinition("web")
            .serviceConnectConfiguration(enabled(HTTP))
            .build();
    EcsServiceSpec shifting =
        rolling.with(
            s ->
                s.deploymentConfiguration(
                    DeploymentConfiguration.builder()
                        .strategy(DeploymentStrategy.BLUE_GREEN)
                        .build()));
    assertThat(UnsupportedOfService.fields(rolling)).isEmpty();
    assertThat(UnsupportedOfService.fields(shifting))
        .containsExactly(
            "serviceConnectConfiguration with a deployment strategy that shifts traffic");
  }

  private static void refused(String message, ServiceConnectService... services) {
    assertThat(ServiceConnectRules.violation(enabled(services), "shop", definition()))
        .hasValueSatisfying(told -> assertThat(told).contains(message));
  }

  private static ServiceConnectConfiguration enabled(ServiceConnectService... services) {
    return ServiceConnectConfiguration.builder().enabled(true).services(List.of(services)).build();
  }

  private static ServiceConnectService alias(
      ServiceConnectService service, int port, String dnsName) {
    return service.toBuilder()
        .clientAliases(
            List.of(ServiceConnectClientAlias.builder().port(port).dnsName(dnsName).build()))
        .build();
  }

  private static TaskDefinitionSpec definition() {
    return TaskDefinitionSpecBuilder.builder()
        .networkMode(NetworkMode.AWSVPC)
        .containerDefinitions(
            List.of(
                ContainerDefinition.builder()
                    .name("web")
                    .portMappings(
                        List.of(
                            PortMapping.builder().name("http").containerPort(8080).build(),
                            PortMapping.builder()
                                .name("dns")
                                .containerPort(53)
                                .protocol(TransportProtocol.UDP)
                                .build()))
                    .build()))
        .build();
  }
}
