package dev.kubeecs.operator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.service.Action.CreateWorkload;
import dev.kubeecs.operator.serviceconnect.Connections;
import dev.kubeecs.operator.testing.Golden;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service becomes: {@code src/test/resources/service/workload}. */
class WorkloadGoldenTest {

  private static final Golden GOLDEN = new Golden("service/workload");

  static List<String> cases() {
    return GOLDEN.names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aServiceBecomesOneWorkload(String name) {
    ResolvedService service =
        ResolvedServiceBuilder.builder()
            .resource(GOLDEN.read(name, EcsService.class))
            .account(Account.DEFAULT)
            .cluster(Optional.of(EcsClusterSpecBuilder.builder().build()))
            .taskDefinition(Optional.of(GOLDEN.read(name, TaskDefinitionRevision.class)))
            .olderClaimant(Optional.empty())
            .revisions(List.of())
            .history(List.of())
            .strays(List.of())
            .connections(connections(name))
            .now(Instant.parse("2026-01-01T12:00:00Z"))
            .build();
    List<Action> actions = ServicePlan.of(service, World.SETTINGS).actions();
    assertThat(actions)
        .filteredOn(CreateWorkload.class::isInstance)
        .singleElement()
        .satisfies(action -> GOLDEN.compare(name, ((CreateWorkload) action).workload()));
  }

  private static Connections connections(String name) {
    DiscoveryNamespace namespace = GOLDEN.read(name, DiscoveryNamespace.class);
    DiscoveryService service = GOLDEN.read(name, DiscoveryService.class);
    return namespace == null
        ? Connections.NONE
        : new Connections(
            Optional.empty(),
            Map.of(namespace.getMetadata().getName(), namespace),
            Map.of(service.getMetadata().getName(), service));
  }
}
