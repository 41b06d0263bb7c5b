package dev.kubeecs.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.resources.discovery.ConnectAlias;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpecBuilder;
import dev.kubeecs.resources.discovery.InstanceAttributes;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is behind the names of Service Connect. */
class ConnectServicesTest {

  private static final DiscoveryNamespace SHOP = named(new DiscoveryNamespace(), "shop");

  @Test
  void aNameMayHavePortsOfSeveralServices() {
    assertThat(
            ConnectServices.names(
                List.of(
                    service("one", new ConnectAlias("web", 80), new ConnectAlias("old", 80)),
                    service("two", new ConnectAlias("web", 81), new ConnectAlias("web", 80)),
                    service("three"))))
        .isEqualTo(
            Map.of("old", new TreeSet<>(List.of(80)), "web", new TreeSet<>(List.of(80, 81))));
  }

  @Test
  void aNameIsAServiceWithAnAddress() {
    Service service = ConnectServices.service(SHOP, "web.shop", new TreeSet<>(List.of(80, 81)));
    assertThat(service.getMetadata().getName()).matches("connect-web-shop-shop-x[0-9a-f]{10}");
    assertThat(service.getSpec().getClusterIP()).as("for Kubernetes to choose").isNull();
    assertThat(service.getSpec().getSelector()).isEmpty();
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getPort)
        .containsExactly(80, 81);
    assertThat(service.getMetadata().getOwnerReferences())
        .extracting(owner -> owner.getName())
        .containsExactly("shop");
  }

  @Test
  void instancesAreEndpointsUnderEveryNameByTheirPorts() {
    List<EndpointSlice> slices =
        ConnectServices.slices(
            service("one", new ConnectAlias("web", 80), new ConnectAlias("old", 81)),
            SHOP,
            List.of(
                instance("10.0.0.1", 8080, HealthStatus.HEALTHY),
                instance("10.0.0.2", 8080, HealthStatus.UNHEALTHY),
                instance("10.0.0.3", 9090, HealthStatus.HEALTHY)));
    assertThat(slices)
        .extracting(
            slice -> slice.getMetadata().getLabels().get("kubernetes.io/service-name"),
            slice -> slice.getPorts().getFirst().getName(),
            slice -> slice.getPorts().getFirst().getPort(),
            slice -> slice.getEndpoints().getFirst().getAddresses())
        .containsExactly(
            tuple(ConnectServices.name(SHOP, "web"), "p80", 8080, List.of("10.0.0.1")),
            tuple(ConnectServices.name(SHOP, "web"), "p80", 9090, List.of("10.0.0.3")),
            tuple(ConnectServices.name(SHOP, "old"), "p81", 8080, List.of("10.0.0.1")),
            tuple(ConnectServices.name(SHOP, "old"), "p81", 9090, List.of("10.0.0.3")));
    assertThat(slices).extracting(slice -> slice.getEndpoints().size()).containsOnly(1);
    assertThat(slices).extracting(slice -> slice.getMetadata().getName()).doesNotHaveDuplicates();
  }

  private static RegisteredInstance instance(String address, int port, HealthStatus health) {
    return new RegisteredInstance(
        address,
        Map.of(InstanceAttributes.IPV4, address, InstanceAttributes.PORT, String.valueOf(port)),
        health,
        true);
  }

  private static DiscoveryService service(String name, ConnectAlias... aliases) {
    DiscoveryService service = named(new DiscoveryService(), name);
    service.setSpec(
        DiscoveryServiceSpecBuilder.builder()
            .namespace("shop")
            .clientAliases(List.of(aliases))
            .build());
    return service;
  }

  private static <T extends HasMetadata> T named(T object, String name) {
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("default")
            .withName(name)
            .withUid("f1d5c0de-0000-4000-8000-000000000001")
            .build());
    return object;
  }
}
