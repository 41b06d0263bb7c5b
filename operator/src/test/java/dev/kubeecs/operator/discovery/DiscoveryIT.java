package dev.kubeecs.operator.discovery;

import static dev.kubeecs.resources.Absent.asEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.servicediscovery.HealthStatus;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.operator.testing.Manifests;
import dev.kubeecs.operator.testing.OperatorTest;
import dev.kubeecs.resources.StatusWithConditions;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.discovery.DiscoveryServiceStatus;
import dev.kubeecs.resources.discovery.RegisteredInstance;
import dev.kubeecs.resources.service.EcsService;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Service discovery on a cluster that runs containers: names are looked up inside of tasks. */
@OperatorTest
class DiscoveryIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void tasksFindEachOtherByNameUntilTheyStop(TestNamespace namespace) throws Exception {
    Manifests manifests = Manifests.withCluster(namespace);
    // Names of two labels are for the whole cluster.
    String shop = namespace.name() + ".internal";
    manifests.apply("DiscoveryNamespace", "shop", "{name: %s}".formatted(shop));
    manifests.apply(
        "DiscoveryService",
        "backend",
        "{namespace: %s, dnsConfig: {dnsRecords: [{type: A, ttl: 5}, {type: SRV, ttl: 5}]}, healthCheckCustomConfig: {}}"
            .formatted(shop));
    manifests.apply(
        "DiscoveryService",
        "by-hand",
        """
        {namespace: %s, dnsConfig: {dnsRecords: [{type: A, ttl: 5}]},
         instances: [{id: one, attributes: {AWS_INSTANCE_IPV4: 10.9.9.9, AWS_INSTANCE_PORT: "81"}}]}
        """
            .formatted(shop));
    manifests.define(
        "backend",
        """
        - name: web
          image: busybox
          command: [sh, -c, "trap 'exit 0' TERM; sleep 1000 & wait"]
          portMappings: [{containerPort: 8080}]
        """);
    serve(manifests, 2);
    List<RegisteredInstance> instances = awaitInstances(namespace, 2);
    assertThat(instances)
        .allSatisfy(
            instance -> {
              assertThat(instance.id()).matches("[0-9a-f]{32}");
              assertThat(instance.health()).isEqualTo(HealthStatus.HEALTHY);
              assertThat(instance.attributes())
                  .containsEntry("AWS_INSTANCE_PORT", "8080")
                  .containsEntry("ECS_CLUSTER_NAME", "default")
                  .containsEntry("ECS_SERVICE_NAME", "backend")
                  .containsEntry("ECS_TASK_DEFINITION_FAMILY", "backend")
                  .containsKey("REGION");
            });
    assertThat(awaitReady(namespace, DiscoveryNamespace.class, "shop"))
        .as("the full name")
        .isNotNull();
    String task = pods(namespace).getFirst().getMetadata().getName();
    String full = status(namespace, "backend").dnsName();
    assertThat(full).isEqualTo("backend." + shop + ".svc.cluster.local");
    awaitAnswer(namespace, task, instances, "nslookup", "-type=a", full);
    assertThat(run(namespace, task, "nslookup", "-type=srv", full))
        .containsPattern("service = \\d+ \\d+ 8080 backend\\.");
    assertThat(run(namespace, task, "ping", "-c", "1", "-W", "1", "backend." + shop))
        .as("the name as applications say it")
        .containsPattern(
            "\\((%s|%s)\\)".formatted(address(instances.get(0)), address(instances.get(1))));
    String byHand = status(namespace, "by-hand").dnsName();
    assertThat(run(namespace, task, "nslookup", "-type=a", byHand)).contains("10.9.9.9");
    assertThat(run(namespace, task, "nslookup", "-type=srv", byHand)).doesNotContain("service =");

    serve(manifests, 1);
    awaitInstances(namespace, 1);
    assertThat(pods(namespace))
        .as("a task leaves the registry before its containers are told to stop")
        .anySatisfy(
            pod -> {
              assertThat(pod.getMetadata().getDeletionTimestamp()).isNotNull();
              assertThat(pod.getStatus().getContainerStatuses().getFirst().getState().getRunning())
                  .isNotNull();
            });

    namespace.client().resources(EcsService.class).withName("backend").delete();
    awaitInstances(namespace, 0);
    namespace.client().resources(DiscoveryService.class).delete();
    namespace.client().resources(DiscoveryNamespace.class).delete();
    Awaitility.await("the names are gone")
        .atMost(PATIENCE)
        .until(
            () ->
                namespace
                        .client()
                        .services()
                        .inNamespace("internal")
                        .withName(namespace.name())
                        .get()
                    == null);
  }

  @Test
  void whatStandsInTheWayIsTold(TestNamespace namespace) {
    Manifests manifests = Manifests.withCluster(namespace);
    manifests.apply("DiscoveryNamespace", "deep", "{name: a.b.c}");
    manifests.apply("DiscoveryNamespace", "system", "{name: kube-dns.kube-system}");
    manifests.apply("DiscoveryNamespace", "shop", "{}");
    manifests.apply("DiscoveryService", "nowhere", "{namespace: mall}");
    manifests.apply(
        "DiscoveryService",
        "six",
        "{namespace: shop, dnsConfig: {dnsRecords: [{type: AAAA, ttl: 5}]}}");
    manifests.define("hello", "- {name: web, image: busybox}\n");
    manifests.apply(
        "EcsService",
        "hello",
        "{taskDefinition: hello, launchType: FARGATE, serviceRegistries: [{registryArn: later}]}");
    awaitProblem(namespace, DiscoveryNamespace.class, "deep", "one or two lower-case labels");
    awaitProblem(
        namespace,
        DiscoveryNamespace.class,
        "system",
        "the Kubernetes namespace kube-system is there for something else");
    awaitProblem(namespace, DiscoveryService.class, "nowhere", "there is no namespace mall");
    awaitProblem(namespace, DiscoveryService.class, "six", "dnsRecords of type AAAA");
    awaitProblem(namespace, EcsService.class, "hello", "there is no DiscoveryService later");
    manifests.apply("DiscoveryService", "later", "{namespace: shop, type: HTTP}");
    awaitReady(namespace, EcsService.class, "hello");
    assertThat(awaitReady(namespace, DiscoveryNamespace.class, "shop").getMetadata().getName())
        .isEqualTo("shop");
  }

  private static void serve(Manifests manifests, int tasks) {
    manifests.apply(
        "EcsService",
        "backend",
        """
        {taskDefinition: backend, desiredCount: %d, launchType: FARGATE,
         serviceRegistries: [{registryArn: backend, containerName: web, containerPort: 8080}],
         networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-default]}}}
        """
            .formatted(tasks));
  }

  private static List<RegisteredInstance> awaitInstances(TestNamespace namespace, int count) {
    return Awaitility.await(count + " instances")
        .atMost(PATIENCE)
        .until(
            () -> {
              DiscoveryServiceStatus status = status(namespace, "backend");
              return status == null ? null : asEmpty(status.instances());
            },
            instances -> instances != null && instances.size() == count);
  }

  private static DiscoveryServiceStatus status(TestNamespace namespace, String name) {
    return namespace.client().resources(DiscoveryService.class).withName(name).get().getStatus();
  }

  /** What DNS has answered before it is kept for some seconds. */
  private static void awaitAnswer(
      TestNamespace namespace, String pod, List<RegisteredInstance> instances, String... command) {
    Awaitility.await("DNS answers")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(run(namespace, pod, command))
                    .contains(instances.stream().map(DiscoveryIT::address).toList()));
  }

  private static String address(RegisteredInstance instance) {
    return instance.attributes().get("AWS_INSTANCE_IPV4");
  }

  private static List<Pod> pods(TestNamespace namespace) {
    return namespace.client().pods().list().getItems();
  }

  private static String run(TestNamespace namespace, String pod, String... command)
      throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ExecWatch running =
        namespace
            .client()
            .pods()
            .withName(pod)
            .writingOutput(output)
            .writingError(output)
            .exec(command)) {
      running.exitCode().get(30, TimeUnit.SECONDS);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  private static <T extends CustomResource<?, ?>> void awaitProblem(
      TestNamespace namespace, Class<T> kind, String name, String message) {
    Awaitility.await(message)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Condition ready = ready(namespace, kind, name);
              assertThat(ready.getStatus()).isEqualTo("False");
              assertThat(ready.getMessage()).contains(message);
            });
  }

  private static <T extends CustomResource<?, ?>> T awaitReady(
      TestNamespace namespace, Class<T> kind, String name) {
    Awaitility.await(name + " is ready")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ready(namespace, kind, name).getStatus()).isEqualTo("True"));
    return namespace.client().resources(kind).withName(name).get();
  }

  private static <T extends CustomResource<?, ?>> Condition ready(
      TestNamespace namespace, Class<T> kind, String name) {
    Object status = namespace.client().resources(kind).withName(name).get().getStatus();
    assertThat(status).isInstanceOf(StatusWithConditions.class);
    return asEmpty(((StatusWithConditions) status).conditions()).stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " has no condition yet"));
  }
}
