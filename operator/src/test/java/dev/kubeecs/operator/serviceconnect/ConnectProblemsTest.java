package dev.kubeecs.operator.serviceconnect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.condition.Problem;
import dev.kubeecs.resources.discovery.ConnectAlias;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.serviceconnect.ConnectEndpoint;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a service waits for before its tasks start, and what becomes of its names. */
class ConnectProblemsTest {

  private static final EcsService SERVICE =
      read(
          """
          metadata: {name: web, namespace: default, uid: u1}
          spec: {serviceConnectConfiguration: {enabled: true, namespace: shop, services: [{portName: http}]}}
          """,
          EcsService.class);

  private static final TaskDefinitionRevision DEFINITION =
      read(
          "spec: {taskDefinition: {containerDefinitions: [{name: web, portMappings: [{name: http, containerPort: 80}]}]}}",
          TaskDefinitionRevision.class);

  @Test
  void aServiceWaitsUntilItsNamesAreThere() {
    assertThat(problem(Optional.empty(), Optional.empty())).contains("there is no namespace shop");
    DiscoveryNamespace bare = namespace("[]");
    assertThat(problem(Optional.of(bare), Optional.empty())).contains("not in the cluster yet");
    DiscoveryService ready = service("u1", "True", "");
    assertThat(problem(Optional.of(bare), Optional.of(ready))).contains("not in the cluster yet");
    assertThat(
            problem(
                Optional.of(namespace("[{dnsName: http.shop, ports: [80]}]")), Optional.of(ready)))
        .as("no address yet")
        .contains("not in the cluster yet");
    assertThat(
            problem(
                Optional.of(namespace("[{dnsName: http.shop, ports: [81], address: 10.0.0.1}]")),
                Optional.of(ready)))
        .as("the port of another")
        .contains("not in the cluster yet");
    assertThat(
            problem(
                Optional.of(
                    namespace("[{dnsName: http.shop, ports: [80, 81], address: 10.0.0.1}]")),
                Optional.of(ready)))
        .isEmpty();
  }

  @Test
  void aNameOfSomebodyElseIsTold() {
    assertThat(problem(Optional.of(namespace("[]")), Optional.of(service("other", "True", ""))))
        .contains("the namespace shop has a service http already");
    assertThat(problem(Optional.of(namespace("[]")), Optional.of(service("u1", "False", "taken."))))
        .isEqualTo("serviceConnectConfiguration.services: taken.");
  }

  @Test
  void aNameKeepsTheAliasesOfTasksOfBefore() {
    ConnectedServices services = new ConnectedServices(SERVICE);
    services.add(namespace("[]"), List.of(new ConnectEndpoint("http", "new", 80, 80)));
    services.add(
        namespace("[]"),
        List.of(
            new ConnectEndpoint("http", "old", 80, 8080),
            new ConnectEndpoint("http", "new", 80, 80)));
    assertThat(services.wanted()).containsOnlyKeys("http.shop");
    assertThat(services.wanted().get("http.shop").getSpec().clientAliases())
        .containsExactly(new ConnectAlias("new", 80), new ConnectAlias("old", 80));
  }

  private static String problem(
      Optional<DiscoveryNamespace> namespace, Optional<DiscoveryService> service) {
    Connections connections =
        new Connections(
            Optional.empty(),
            namespace.map(found -> Map.of("shop", found)).orElse(Map.of()),
            service.map(found -> Map.of("http.shop", found)).orElse(Map.of()));
    return ConnectProblems.of(SERVICE, connections, Optional.of(DEFINITION))
        .map(Problem::message)
        .orElse("");
  }

  private static DiscoveryNamespace namespace(String aliases) {
    return read(
        "metadata: {name: shop, namespace: default}\nspec: {type: HTTP}\nstatus: {clientAliases: %s}"
            .formatted(aliases),
        DiscoveryNamespace.class);
  }

  private static DiscoveryService service(String owner, String ready, String message) {
    return read(
        """
        metadata: {name: http.shop, namespace: default, ownerReferences: [{kind: EcsService, name: web, uid: %s}]}
        spec: {name: http, namespace: shop}
        status: {conditions: [{type: Ready, status: "%s", message: "%s"}]}
        """
            .formatted(owner, ready, message),
        DiscoveryService.class);
  }

  private static <T> T read(String yaml, Class<T> kind) {
    return Serialization.unmarshal(yaml, kind);
  }
}
