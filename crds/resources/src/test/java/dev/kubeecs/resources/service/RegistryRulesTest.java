package dev.kubeecs.resources.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.PortMapping;
import dev.kubeecs.api.ecs.ServiceRegistry;
import dev.kubeecs.api.servicediscovery.DnsConfig;
import dev.kubeecs.api.servicediscovery.DnsRecord;
import dev.kubeecs.api.servicediscovery.RecordType;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpec;
import dev.kubeecs.resources.discovery.DiscoveryServiceSpecBuilder;
import dev.kubeecs.resources.service.validation.RegistryRules;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether tasks can be registered in a service of Cloud Map. */
class RegistryRulesTest {

  private static final ServiceRegistry PLAIN = ServiceRegistry.builder().registryArn("arn").build();

  @Test
  void addressesNeedNoPortAndAnInterfaceOfTheTask() {
    assertThat(RegistryRules.violation(PLAIN, found(RecordType.A), awsvpc())).isEmpty();
    assertThat(
            RegistryRules.violation(
                PLAIN, found(RecordType.A), awsvpc().withNetworkMode(NetworkMode.BRIDGE)))
        .hasValueSatisfying(message -> assertThat(message).contains("awsvpc"));
  }

  @Test
  void srvRecordsNeedAPortThatTheContainerHas() {
    DiscoveryServiceSpec srv = found(RecordType.SRV);
    assertThat(RegistryRules.violation(PLAIN, srv, awsvpc())).isPresent();
    assertThat(RegistryRules.violation(PLAIN.toBuilder().port(9).build(), srv, awsvpc())).isEmpty();
    assertThat(RegistryRules.violation(container("web", 80), srv, awsvpc())).isEmpty();
    assertThat(RegistryRules.violation(container("web", 81), srv, awsvpc()))
        .contains("The container web did not have a container port 81 defined.");
    assertThat(RegistryRules.violation(container("other", 80), srv, awsvpc())).isPresent();
    assertThat(RegistryRules.violation(container("web", null), srv, awsvpc())).isPresent();
  }

  @Test
  void thePortIsTheContainersOrTheOneGiven() {
    assertThat(RegistryRules.port(PLAIN)).isEmpty();
    assertThat(RegistryRules.port(PLAIN.toBuilder().port(9).build())).hasValue(9);
    assertThat(RegistryRules.port(container("web", 80))).hasValue(80);
  }

  private static ServiceRegistry container(String name, Integer port) {
    return PLAIN.toBuilder().containerName(name).containerPort(port).build();
  }

  private static DiscoveryServiceSpec found(RecordType... types) {
    return DiscoveryServiceSpecBuilder.builder()
        .namespace("shop")
        .dnsConfig(
            DnsConfig.builder()
                .dnsRecords(Arrays.stream(types).map(type -> new DnsRecord(type, 60L)).toList())
                .build())
        .build();
  }

  private static TaskDefinitionSpec awsvpc() {
    return TaskDefinitionSpecBuilder.builder()
        .networkMode(NetworkMode.AWSVPC)
        .containerDefinitions(
            List.of(
                ContainerDefinition.builder()
                    .name("web")
                    .portMappings(List.of(PortMapping.builder().containerPort(80).build()))
                    .build()))
        .build();
  }
}
