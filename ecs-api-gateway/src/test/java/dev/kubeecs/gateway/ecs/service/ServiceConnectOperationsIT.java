package dev.kubeecs.gateway.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.service.EcsService;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesByNamespaceResponse;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.ServiceConnectConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceConnectService;

/**
 * Service Connect by the API: namespaces of clusters and services, and which services are in one.
 */
@EcsApiTest
class ServiceConnectOperationsIT {

  private final EcsApi api;

  ServiceConnectOperationsIT(EcsApi api) {
    this.api = api;
  }

  @BeforeAll
  static void taskDefinitions(EcsApi api) {
    for (NetworkMode mode : List.of(NetworkMode.BRIDGE, NetworkMode.HOST)) {
      api.ecs()
          .registerTaskDefinition(
              r ->
                  r.family(mode.toString())
                      .networkMode(mode)
                      .containerDefinitions(
                          c ->
                              c.name("web")
                                  .image("nginx")
                                  .memory(64)
                                  .portMappings(p -> p.containerPort(80).name("http"))));
    }
    api.ecs().createCluster(r -> r.clusterName("plain"));
    api.ecs()
        .createCluster(r -> r.clusterName("shop").serviceConnectDefaults(d -> d.namespace("shop")));
    api.apply("{metadata: {name: mall}, spec: {type: DNS_PRIVATE}}", DiscoveryNamespace.class);
    api.apply(
        """
        {metadata: {name: taken.shop}, spec: {name: taken, namespace: shop, clientAliases: [{dnsName: taken, port: 80}]}}
        """,
        DiscoveryService.class);
  }

  @Test
  void aClusterMakesItsNamespaceUnlessItIsThere() {
    assertThat(
            api.resources()
                .resources(DiscoveryNamespace.class)
                .withName("shop")
                .get()
                .getSpec()
                .type())
        .hasToString("HTTP");
    String arn = defaultNamespace("shop");
    assertThat(arn).matches("arn:aws:servicediscovery:us-east-1:\\d{12}:namespace/ns-[0-9a-f]{16}");
    api.ecs()
        .createCluster(r -> r.clusterName("by-arn").serviceConnectDefaults(d -> d.namespace(arn)));
    assertThat(defaultNamespace("by-arn")).isEqualTo(arn);
    api.ecs()
        .updateCluster(r -> r.cluster("by-arn").serviceConnectDefaults(d -> d.namespace("mall")));
    assertThat(defaultNamespace("by-arn")).isNotEqualTo(arn).contains(":namespace/ns-");
    api.ecs().updateCluster(r -> r.cluster("by-arn").serviceConnectDefaults(d -> d.namespace("")));
    assertThat(
            api.ecs()
                .describeClusters(r -> r.clusters("by-arn"))
                .clusters()
                .getFirst()
                .serviceConnectDefaults())
        .isNull();
    api.refused(
        "NamespaceNotFoundException",
        ecs ->
            ecs.createCluster(
                r ->
                    r.clusterName("lost")
                        .serviceConnectDefaults(
                            d -> d.namespace(arn.replaceAll("ns-.*", "ns-0")))));
  }

  @Test
  void aServiceStaysInTheNamespaceThatItsClusterHad() {
    create("shop", "stays", connect());
    api.ecs()
        .updateCluster(r -> r.cluster("shop").serviceConnectDefaults(d -> d.namespace("mall")));
    try {
      assertThat(
              api.ecs()
                  .describeServices(r -> r.cluster("shop").services("stays"))
                  .services()
                  .getFirst()
                  .deployments()
                  .getFirst()
                  .serviceConnectConfiguration())
          .isEqualTo(connect().toBuilder().namespace("shop").build());
      assertThat(inNamespace("shop")).contains(api.account().serviceArn("shop", "stays"));
    } finally {
      api.ecs()
          .updateCluster(r -> r.cluster("shop").serviceConnectDefaults(d -> d.namespace("shop")));
    }
  }

  @Test
  void servicesOfANamespaceAreThoseOfAllClusters() {
    for (String name : List.of("c", "a", "b")) {
      create("plain", name, connect().toBuilder().namespace("mall").build());
    }
    api.apply(
        "{metadata: {name: manifest}, spec: {cluster: plain, taskDefinition: 'bridge:1', serviceConnectConfiguration: {enabled: true, namespace: mall}}}",
        EcsService.class);
    create("plain", "off", connect().toBuilder().namespace("mall").enabled(false).build());
    create("shop", "elsewhere", connect());
    List<String> expected =
        Stream.of("a", "b", "c", "manifest")
            .map(name -> api.account().serviceArn("plain", name))
            .toList();
    await().untilAsserted(() -> assertThat(inNamespace("mall")).isEqualTo(expected));
    List<ListServicesByNamespaceResponse> pages =
        api.ecs().listServicesByNamespacePaginator(r -> r.namespace("mall").maxResults(3)).stream()
            .toList();
    assertThat(pages).extracting(page -> page.serviceArns().size()).containsExactly(3, 1);
    assertThat(pages.stream().flatMap(page -> page.serviceArns().stream())).isEqualTo(expected);
    api.refused(
        "NamespaceNotFoundException", ecs -> ecs.listServicesByNamespace(r -> r.namespace("none")));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        bad("InvalidParameterException", "no port mapping of the name ftp", s -> s.portName("ftp")),
        bad(
            "InvalidParameterException",
            "services.discoveryName: taken must be unique in the namespace",
            s -> s.portName("http").discoveryName("taken")),
        bad(
            "InvalidParameterException",
            "services.clientAliases: taken:80 must be unique in the namespace",
            s -> s.portName("http").clientAliases(a -> a.port(80).dnsName("taken"))),
        bad(
            "UnsupportedFeatureException",
            "serviceConnectConfiguration.services.timeout",
            s -> s.portName("http").timeout(t -> t.idleTimeoutSeconds(5))),
        bad(
            "UnsupportedFeatureException",
            "serviceConnectConfiguration.services.tls",
            s ->
                s.portName("http")
                    .tls(t -> t.issuerCertificateAuthority(a -> a.awsPcaAuthorityArn("arn")))));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bad")
  void configurationsThatAreRefused(
      String code, String message, Consumer<ServiceConnectService.Builder> service) {
    api.refused(
            code,
            ecs ->
                ecs.createService(
                    r -> fill(r, "shop", "bad", connect().toBuilder().services(service).build())))
        .contains(message);
    create("shop", "good", connect());
    api.refused(
            code,
            ecs ->
                ecs.updateService(
                    r ->
                        r.cluster("shop")
                            .service("good")
                            .serviceConnectConfiguration(
                                connect().toBuilder().services(service).build())))
        .contains(message);
  }

  @Test
  void tasksWithoutAnAddressOfTheirOwnAreRefused() {
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.createService(r -> fill(r, "shop", "host", connect()).taskDefinition("host")))
        .contains("awsvpc or bridge, not host");
  }

  private static Arguments bad(
      String code, String message, Consumer<ServiceConnectService.Builder> service) {
    return Arguments.of(code, message, service);
  }

  private static ServiceConnectConfiguration connect() {
    return ServiceConnectConfiguration.builder().enabled(true).build();
  }

  private void create(String cluster, String name, ServiceConnectConfiguration configuration) {
    if (api.ecs().describeServices(r -> r.cluster(cluster).services(name)).services().isEmpty()) {
      api.ecs().createService(r -> fill(r, cluster, name, configuration));
    }
  }

  private static CreateServiceRequest.Builder fill(
      CreateServiceRequest.Builder request,
      String cluster,
      String name,
      ServiceConnectConfiguration configuration) {
    return request
        .cluster(cluster)
        .serviceName(name)
        .taskDefinition("bridge")
        .desiredCount(0)
        .serviceConnectConfiguration(configuration);
  }

  private List<String> inNamespace(String namespace) {
    return api.ecs().listServicesByNamespace(r -> r.namespace(namespace)).serviceArns();
  }

  private String defaultNamespace(String cluster) {
    return api.ecs()
        .describeClusters(r -> r.clusters(cluster))
        .clusters()
        .getFirst()
        .serviceConnectDefaults()
        .namespace();
  }
}
