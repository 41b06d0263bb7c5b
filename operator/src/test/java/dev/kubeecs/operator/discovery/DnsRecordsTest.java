package dev.kubeecs.operator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.servicediscovery.DnsConfig;
import dev.kubeecs.api.servicediscovery.DnsRecord;
import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpecBuilder;
import dev.kubeecs.resources.discovery.DnsName;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the cluster's DNS reads of a service. */
class DnsRecordsTest {

  private static final DnsName SHOP = DnsName.of("shop.internal").orElseThrow();

  @Test
  void addressesAreEndpointsWithTheNameOfTheServiceAndNoPort() {
    List<EndpointSlice> slices =
        slices(
            service(RecordType.A),
            instance("10.0.0.1", "80", HealthStatus.HEALTHY),
            instance("10.0.0.2", null, HealthStatus.UNKNOWN));
    assertThat(slices).hasSize(1);
    EndpointSlice slice = slices.getFirst();
    assertThat(slice.getMetadata().getNamespace()).isEqualTo("internal");
    assertThat(slice.getMetadata().getLabels()).containsEntry("kubernetes.io/service-name", "shop");
    assertThat(slice.getPorts()).isEmpty();
    assertThat(slice.getEndpoints()).extracting(Endpoint::getHostname).containsOnly("backend");
    assertThat(addresses(slice)).containsExactly("10.0.0.1", "10.0.0.2");
  }

  @Test
  void srvRecordsAreEndpointsByTheirPort() {
    List<EndpointSlice> slices =
        slices(
            service(RecordType.SRV),
            instance("10.0.0.1", "80", HealthStatus.HEALTHY),
            instance("10.0.0.2", "81", HealthStatus.HEALTHY),
            instance("10.0.0.3", "80", HealthStatus.HEALTHY),
            instance("10.0.0.4", null, HealthStatus.HEALTHY));
    assertThat(slices)
        .extracting(slice -> slice.getPorts().stream().map(EndpointPort::getPort).toList())
        .containsExactly(List.of(80), List.of(81));
    assertThat(addresses(slices.getFirst())).containsExactly("10.0.0.1", "10.0.0.3");
    assertThat(addresses(slices.getLast())).containsExactly("10.0.0.2");
  }

  @Test
  void theUnhealthyAreLeftOutUnlessAllAre() {
    RegisteredInstance healthy = instance("10.0.0.1", null, HealthStatus.HEALTHY);
    RegisteredInstance unhealthy = instance("10.0.0.2", null, HealthStatus.UNHEALTHY);
    assertThat(addresses(slices(service(RecordType.A), healthy, unhealthy).getFirst()))
        .containsExactly("10.0.0.1");
    assertThat(addresses(slices(service(RecordType.A), unhealthy).getFirst()))
        .containsExactly("10.0.0.2");
  }

  @Test
  void whatIsNotInDnsHasNoEndpoints() {
    assertThat(slices(service(), instance("10.0.0.1", null, HealthStatus.HEALTHY))).isEmpty();
    assertThat(slices(service(RecordType.A), instance(null, null, HealthStatus.HEALTHY))).isEmpty();
  }

  private static List<String> addresses(EndpointSlice slice) {
    return slice.getEndpoints().stream().flatMap(e -> e.getAddresses().stream()).toList();
  }

  private static List<EndpointSlice> slices(
      DiscoveryService service, RegisteredInstance... instances) {
    return DnsRecords.service(service, SHOP, List.of(instances));
  }

  private static DiscoveryService service(RecordType... types) {
    DiscoveryService service = new DiscoveryService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("account")
            .withName("backend.shop.internal")
            .withUid("12345678-1234-1234-1234-123456789abc")
            .build());
    service.setSpec(
        DiscoveryServiceSpecBuilder.builder()
            .name("backend")
            .namespace("shop.internal")
            .dnsConfig(
                types.length == 0
                    ? null
                    : DnsConfig.builder()
                        .dnsRecords(
                            Arrays.stream(types).map(type -> new DnsRecord(type, 60L)).toList())
                        .build())
            .build());
    return service;
  }

  private static RegisteredInstance instance(String address, String port, HealthStatus health) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("AWS_INSTANCE_IPV4", address);
    attributes.put("AWS_INSTANCE_PORT", port);
    attributes.values().removeIf(Objects::isNull);
    return new RegisteredInstance(address == null ? "none" : address, attributes, health, null);
  }
}
