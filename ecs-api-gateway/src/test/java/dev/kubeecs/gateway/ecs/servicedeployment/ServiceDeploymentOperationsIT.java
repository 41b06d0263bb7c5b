package dev.kubeecs.gateway.ecs.servicedeployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceSpec;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

@EcsApiTest
class ServiceDeploymentOperationsIT {

  private static final String FIRST = "1000000000000000001";
  private static final String SECOND = "1000000000000000002";

  private final EcsApi api;

  ServiceDeploymentOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.bridge(api.ecs(), "web");
    Fixtures.bridge(api.ecs(), "web");
  }

  @Test
  void deploymentsAndRevisionsAreListedAndDescribed() {
    service("hello");
    revision(
        "hello",
        FIRST,
        1,
        "{containerImages: [{containerName: app, image: i, imageDigest: 'sha256:1'}]}");
    deployment(
        "hello",
        FIRST,
        "[]",
        "{status: SUCCESSFUL, createdAt: '2026-01-01T00:00:00Z', "
            + "finishedAt: '2026-01-01T00:01:00Z', targetServiceRevision: {arn: '%s', runningTaskCount: 2}}"
                .formatted(revisionArn("hello", FIRST)));
    revision("hello", SECOND, 2, null);
    deployment(
        "hello",
        SECOND,
        "[hello-" + FIRST + "]",
        "{status: IN_PROGRESS, "
            + "createdAt: '2026-01-02T00:00:00Z', targetServiceRevision: {arn: '%s', requestedTaskCount: 2}}"
                .formatted(revisionArn("hello", SECOND)));
    api.status(
        api.resources().resources(EcsService.class).withName("hello").get(),
        "{currentServiceRevisions: [{arn: '%s', runningTaskCount: 1, pendingTaskCount: 1}]}"
            .formatted(revisionArn("hello", SECOND)));

    await()
        .untilAsserted(
            () ->
                assertThat(list(r -> {}))
                    .extracting(b -> b.serviceDeploymentArn(), b -> b.status())
                    .containsExactly(
                        tuple(deploymentArn("hello", SECOND), ServiceDeploymentStatus.IN_PROGRESS),
                        tuple(deploymentArn("hello", FIRST), ServiceDeploymentStatus.SUCCESSFUL)));
    assertThat(list(r -> r.status(ServiceDeploymentStatus.SUCCESSFUL))).hasSize(1);
    assertThat(list(r -> r.createdAt(c -> c.after(Instant.parse("2026-01-01T12:00:00Z")))))
        .extracting(b -> b.targetServiceRevisionArn())
        .containsExactly(revisionArn("hello", SECOND));
    assertThat(list(r -> r.createdAt(c -> c.before(Instant.parse("2026-01-01T12:00:00Z")))))
        .hasSize(1);
    String next =
        api.ecs()
            .listServiceDeployments(r -> r.cluster("demo").service("hello").maxResults(1))
            .nextToken();
    assertThat(list(r -> r.nextToken(next)))
        .extracting(b -> b.serviceDeploymentArn())
        .containsExactly(deploymentArn("hello", FIRST));

    await()
        .untilAsserted(
            () ->
                assertThat(describe(deploymentArn("hello", SECOND)).targetServiceRevision())
                    .satisfies(
                        target -> {
                          assertThat(target.runningTaskCount()).isEqualTo(1);
                          assertThat(target.pendingTaskCount()).isEqualTo(1);
                          assertThat(target.requestedTaskCount()).isEqualTo(2);
                        }));
    assertThat(describe(deploymentArn("hello", SECOND)).deploymentConfiguration().maximumPercent())
        .isEqualTo(200);
    DescribeServiceRevisionsResponse revisions =
        api.ecs()
            .describeServiceRevisions(
                r ->
                    r.serviceRevisionArns(
                        revisionArn("hello", FIRST),
                        revisionArn("hello", SECOND),
                        revisionArn("hello", "1000000000000000009")));
    assertThat(revisions.serviceRevisions())
        .extracting(r -> r.taskDefinition())
        .containsExactly(
            api.account().taskDefinitionArn("web", 1), api.account().taskDefinitionArn("web", 2));
    assertThat(revisions.serviceRevisions().getFirst().containerImages().getFirst().imageDigest())
        .isEqualTo("sha256:1");
    assertThat(revisions.serviceRevisions().getLast().containerImages().getFirst().image())
        .isNotEmpty();
    assertThat(revisions.failures()).extracting(f -> f.reason()).containsExactly("MISSING");
  }

  @Test
  void aStopIsWrittenForTheOperatorAndAskedForOnce() {
    service("stopped");
    revision("stopped", FIRST, 1, null);
    deployment("stopped", FIRST, "[stopped-1]", "{status: IN_PROGRESS}");
    String arn = deploymentArn("stopped", FIRST);
    await().until(() -> describe(arn).status() == ServiceDeploymentStatus.IN_PROGRESS);
    assertThat(
            api.ecs()
                .stopServiceDeployment(r -> r.serviceDeploymentArn(arn))
                .serviceDeploymentArn())
        .isEqualTo(arn);
    assertThat(describe(arn).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_REQUESTED);
    api.ecs()
        .stopServiceDeployment(
            r -> r.serviceDeploymentArn(arn).stopType(StopServiceDeploymentStopType.ABORT));
    assertThat(describe(arn).status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_REQUESTED);
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.continueServiceDeployment(r -> r.serviceDeploymentArn(arn).hookId("hook")))
        .contains("hook");
    api.status(
        api.resources().resources(EcsServiceDeployment.class).withName("stopped-" + FIRST).get(),
        "{status: ROLLBACK_SUCCESSFUL}");
    await().until(() -> describe(arn).status() == ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    api.refused(
            "ConflictException", ecs -> ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(arn)))
        .contains("ROLLBACK_SUCCESSFUL");
  }

  @Test
  void whatANameCannotMean() {
    String absent = deploymentArn("absent", FIRST);
    api.refused(
        "ServiceDeploymentNotFoundException",
        ecs -> ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(absent)));
    api.refused(
        "ServiceDeploymentNotFoundException",
        ecs -> ecs.continueServiceDeployment(r -> r.serviceDeploymentArn(absent).hookId("h")));
    api.refused(
        "InvalidParameterException",
        ecs -> ecs.stopServiceDeployment(r -> r.serviceDeploymentArn("nonsense")));
    api.refused(
        "InvalidParameterException",
        ecs ->
            ecs.describeServiceDeployments(
                r -> r.serviceDeploymentArns(revisionArn("absent", FIRST))));
    api.refused(
        "InvalidParameterException",
        ecs -> ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(List.of())));
    api.refused(
        "ServiceNotFoundException",
        ecs -> ecs.listServiceDeployments(r -> r.cluster("demo").service("absent")));
    api.refused(
        "ClusterNotFoundException",
        ecs -> ecs.listServiceDeployments(r -> r.cluster("absent").service("absent")));
    assertThat(
            api.ecs().describeServiceDeployments(r -> r.serviceDeploymentArns(absent)).failures())
        .extracting(f -> f.reason())
        .containsExactly("MISSING");
  }

  @Test
  void afterARollbackTheServiceIsWhatItWasBefore() {
    service("back");
    revision("back", FIRST, 1, null);
    api.resources()
        .resources(EcsService.class)
        .withName("back")
        .edit(
            service -> {
              service.setSpec(
                  service.getSpec().with(s -> s.taskDefinition("web:2").deploymentId(SECOND)));
              return service;
            });
    api.status(
        api.resources().resources(EcsService.class).withName("back").get(),
        "{taskDefinition: 'web:1', rolledBackDeployment: '%s', deployments: [{id: ecs-svc/%s, status: PRIMARY}]}"
            .formatted(SECOND, FIRST));
    String first = api.account().taskDefinitionArn("web", 1);
    await().until(() -> serviceNamed("back").taskDefinition().equals(first));
    assertThat(serviceNamed("back").deployments()).hasSize(1);
    api.ecs().updateService(r -> r.cluster("demo").service("back").desiredCount(5));
    EcsServiceSpec scaled =
        api.resources().resources(EcsService.class).withName("back").get().getSpec();
    assertThat(scaled.deploymentId()).isEqualTo(SECOND);
    assertThat(scaled.taskDefinition()).isEqualTo("web:2");
    assertThat(scaled.desiredCount()).isEqualTo(5);
    api.ecs().updateService(r -> r.cluster("demo").service("back").taskDefinition("web:2"));
    assertThat(
            api.resources()
                .resources(EcsService.class)
                .withName("back")
                .get()
                .getSpec()
                .deploymentId())
        .as("the same once more is another deployment")
        .isNotEqualTo(SECOND);
  }

  private void service(String name) {
    api.apply(
        "{metadata: {name: %s}, spec: {cluster: demo, taskDefinition: 'web:1', desiredCount: 2}}"
            .formatted(name),
        EcsService.class);
    await()
        .until(
            () ->
                !api.ecs()
                    .describeServices(r -> r.cluster("demo").services(name))
                    .services()
                    .isEmpty());
  }

  private void revision(String service, String id, int taskDefinition, String status) {
    EcsServiceRevision revision =
        api.apply(
            "{metadata: {name: %1$s-%2$s}, spec: {service: %1$s, serviceName: %1$s, cluster: demo, deploymentId: '%2$s', taskDefinition: 'web:%3$d'}}"
                .formatted(service, id, taskDefinition),
            EcsServiceRevision.class);
    if (status != null) {
      api.status(revision, status);
    }
  }

  private void deployment(String service, String id, String sources, String status) {
    api.status(
        api.apply(
            "{metadata: {name: %1$s-%2$s, labels: {kube-ecs.dev/deployment: '%2$s'}}, spec: {service: %1$s, cluster: demo, targetServiceRevision: %1$s-%2$s, sourceServiceRevisions: %3$s}}"
                .formatted(service, id, sources),
            EcsServiceDeployment.class),
        status);
  }

  private List<ServiceDeploymentBrief> list(
      Consumer<ListServiceDeploymentsRequest.Builder> change) {
    return api.ecs()
        .listServiceDeployments(
            r -> {
              r.cluster("demo").service("hello");
              change.accept(r);
            })
        .serviceDeployments();
  }

  private ServiceDeployment describe(String arn) {
    return api
        .ecs()
        .describeServiceDeployments(r -> r.serviceDeploymentArns(arn))
        .serviceDeployments()
        .stream()
        .findFirst()
        .orElse(ServiceDeployment.builder().build());
  }

  private Service serviceNamed(String name) {
    return api.ecs().describeServices(r -> r.cluster("demo").services(name)).services().getFirst();
  }

  private String deploymentArn(String service, String id) {
    return api.account().serviceDeploymentArn("demo", service, id);
  }

  private String revisionArn(String service, String id) {
    return api.account().serviceRevisionArn("demo", service, id);
  }
}
