package dev.kubeecs.operator.serviceconnect;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Deployment;
import dev.kubeecs.api.ecs.DeploymentRolloutState;
import dev.kubeecs.api.ecs.ServiceConnectServiceResource;
import dev.kubeecs.api.servicediscovery.NamespaceType;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Service Connect on a cluster that runs containers: tasks reach each other by their aliases. */
@OperatorTest
@Isolated // it measures what is lost
class ServiceConnectIT {

  private static List<Service> names(TestNamespace namespace) {
    return namespace.client().services().withLabel(Labels.CONNECT_NAMESPACE).list().getItems();
  }

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Each answer on a line of its own, and each request that had none. */
  private static final String CLIENT =
      """
      - name: client
        image: python:3.12-slim
        stopTimeout: 2
        command:
          - python3
          - -c
          - |
            import time, urllib.request
            while True:
                try:
                    print(urllib.request.urlopen("http://web.shop:8000/", timeout=5).read().decode().strip(), flush=True)
                except Exception as e:
                    print("lost:", e, flush=True)
                time.sleep(0.05)
      """;

  @Test
  void tasksReachAServiceByItsAliasWhileItIsUpdated(TestNamespace namespace) {
    Manifests manifests = new Manifests(namespace);
    manifests.apply("EcsCluster", "default", "{serviceConnectDefaults: {namespace: shop}}");
    server(manifests, "one");
    manifests.define("client", CLIENT);
    manifests.apply(
        "EcsService",
        "web",
        """
        {taskDefinition: web, desiredCount: 2, launchType: FARGATE,
         serviceConnectConfiguration:
           {enabled: true, services: [{portName: http, discoveryName: web, clientAliases: [{port: 8000, dnsName: web.shop}]}]}}
        """);
    awaitCompleted(namespace, "web");
    client(manifests, "client", true);
    client(manifests, "outsider", false);
    awaitAnswer(namespace, "client", "one");
    DiscoveryNamespace shop = get(namespace, DiscoveryNamespace.class, "shop");
    assertThat(shop.getSpec().type()).isEqualTo(NamespaceType.HTTP);
    assertThat(told(namespace, "web").serviceConnectResources())
        .extracting(ServiceConnectServiceResource::discoveryName)
        .containsExactly("web");
    assertThat(told(namespace, "web").serviceConnectResources().getFirst().discoveryArn())
        .isEqualTo(get(namespace, DiscoveryService.class, "web.shop").getStatus().serviceArn());

    server(manifests, "two");
    awaitAnswer(namespace, "client", "two");
    awaitCompleted(namespace, "web");
    Awaitility.await("the tasks of before have gone")
        .atMost(PATIENCE)
        .until(() -> pods(namespace, "web").size() == 2);
    String answers = log(namespace, "client");
    assertThat(answers.lines().distinct()).containsExactlyInAnyOrder("one", "two");
    assertThat(log(namespace, "outsider").lines())
        .as("without Service Connect there is no such name")
        .isNotEmpty()
        .allMatch(line -> line.startsWith("lost: <urlopen error [Errno -"));

    namespace.client().resources(EcsService.class).withName("web").delete();
    Awaitility.await("the name is gone").atMost(PATIENCE).until(() -> names(namespace).isEmpty());
  }

  @Test
  void whatStandsInTheWayIsTold(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    server(manifests, "one");
    connect(manifests, "web", "enabled: true, namespace: shop, services: [{portName: http}]");
    awaitProblem(
        namespace, "web", "serviceConnectConfiguration.namespace: there is no namespace shop");
    manifests.apply("DiscoveryNamespace", "shop", "{type: HTTP}");
    Awaitility.await("the service waits for its namespace")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ready(namespace, "web").getStatus()).isEqualTo("True"));
    connect(manifests, "nowhere", "enabled: true");
    awaitProblem(namespace, "nowhere", "the cluster has no serviceConnectDefaults");
    connect(manifests, "portless", "enabled: true, namespace: shop, services: [{portName: ftp}]");
    awaitProblem(namespace, "portless", "no port mapping of the name ftp");
    connect(manifests, "namesake", "enabled: true, namespace: shop, services: [{portName: http}]");
    awaitProblem(namespace, "namesake", "the namespace shop has a service http already");
    Awaitility.await("another second, for who came first is told by these")
        .until(() -> Instant.now().isAfter(newestDiscoveryService(namespace).plusSeconds(1)));
    connect(
        manifests,
        "alike",
        "enabled: true, namespace: shop, services: [{portName: http, discoveryName: other, clientAliases: [{port: 80, dnsName: http.shop}]}]");
    awaitProblem(namespace, "alike", "another service of shop has http.shop:80 already");
    connect(
        manifests,
        "slow",
        "enabled: true, namespace: shop, services: [{portName: http, timeout: {idleTimeoutSeconds: 5}}]");
    awaitProblem(namespace, "slow", "serviceConnectConfiguration.services.timeout");
  }

  private static void server(Manifests manifests, String text) {
    manifests.define(
        "web",
        """
        - name: web
          image: nginx:1.27
          stopTimeout: 2
          command: [sh, -c, "echo %s > /usr/share/nginx/html/index.html; exec nginx -g 'daemon off;'"]
          portMappings: [{containerPort: 80, name: http}]
          healthCheck: {command: [CMD-SHELL, curl -fs http://127.0.0.1/], interval: 5, timeout: 2, retries: 2}
        """
            .formatted(text));
  }

  private static void client(Manifests manifests, String name, boolean enabled) {
    manifests.apply(
        "EcsService",
        name,
        "{taskDefinition: client, desiredCount: 1, launchType: FARGATE, serviceConnectConfiguration: {enabled: %s}}"
            .formatted(enabled));
  }

  private static void connect(Manifests manifests, String name, String configuration) {
    manifests.apply(
        "EcsService",
        name,
        "{taskDefinition: web, desiredCount: 0, launchType: FARGATE, serviceConnectConfiguration: {%s}}"
            .formatted(configuration));
  }

  private static void awaitAnswer(TestNamespace namespace, String client, String answer) {
    Awaitility.await(answer + " is answered")
        .atMost(PATIENCE)
        .until(() -> log(namespace, client).lines().anyMatch(answer::equals));
  }

  private static void awaitCompleted(TestNamespace namespace, String service) {
    Awaitility.await(service + " is deployed")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(status(namespace, service)).isNotNull();
              assertThat(status(namespace, service).deployments()).isNotEmpty();
              assertThat(told(namespace, service).rolloutState())
                  .isEqualTo(DeploymentRolloutState.COMPLETED);
              assertThat(status(namespace, service).deployments()).hasSize(1);
            });
  }

  private static Deployment told(TestNamespace namespace, String service) {
    return asEmpty(status(namespace, service).deployments()).getFirst();
  }

  private static EcsServiceStatus status(TestNamespace namespace, String service) {
    return get(namespace, EcsService.class, service).getStatus();
  }

  private static <T extends HasMetadata> T get(
      TestNamespace namespace, Class<T> kind, String name) {
    return namespace.client().resources(kind).withName(name).get();
  }

  private static List<Pod> pods(TestNamespace namespace, String service) {
    return namespace.client().pods().withLabel(Labels.SERVICE, service).list().getItems();
  }

  private static String log(TestNamespace namespace, String service) {
    List<Pod> pods =
        pods(namespace, service).stream()
            .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
            .toList();
    return pods.isEmpty() ? "" : namespace.client().pods().resource(pods.getFirst()).getLog();
  }

  private static Instant newestDiscoveryService(TestNamespace namespace) {
    return namespace.client().resources(DiscoveryService.class).list().getItems().stream()
        .map(service -> Instant.parse(service.getMetadata().getCreationTimestamp()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void awaitProblem(TestNamespace namespace, String service, String message) {
    Awaitility.await(message)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Condition ready = ready(namespace, service);
              assertThat(ready.getStatus()).isEqualTo("False");
              assertThat(ready.getMessage()).contains(message);
            });
  }

  private static Condition ready(TestNamespace namespace, String service) {
    EcsServiceStatus status = status(namespace, service);
    assertThat(status).isNotNull();
    return status.condition("Ready").orElseThrow();
  }
}
