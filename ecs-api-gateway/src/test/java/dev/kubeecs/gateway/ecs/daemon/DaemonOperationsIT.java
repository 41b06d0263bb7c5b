package dev.kubeecs.gateway.ecs.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateDaemonRequest;
import software.amazon.awssdk.services.ecs.model.CreateDaemonResponse;
import software.amazon.awssdk.services.ecs.model.DaemonDeployment;
import software.amazon.awssdk.services.ecs.model.DaemonDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.DaemonDetail;
import software.amazon.awssdk.services.ecs.model.DaemonStatus;
import software.amazon.awssdk.services.ecs.model.DaemonTaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.UpdateDaemonResponse;

@EcsApiTest
class DaemonOperationsIT {

  private final EcsApi api;

  DaemonOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs()
        .createCapacityProvider(
            r -> r.name("pool").autoScalingGroupProvider(g -> g.autoScalingGroupArn("pool")));
    api.ecs().createCluster(r -> r.clusterName("demo").capacityProviders("pool", "FARGATE"));
  }

  @Test
  void definitionsAreNumberedDescribedListedAndDeleted() {
    String first = define("numbered");
    String second = define("numbered");
    assertThat(second).isEqualTo(api.account().daemonTaskDefinitionArn("numbered", 2));
    assertThat(
            api.ecs()
                .describeDaemonTaskDefinition(r -> r.daemonTaskDefinition("numbered"))
                .daemonTaskDefinition())
        .satisfies(
            told -> {
              assertThat(told.revision()).isEqualTo(2);
              assertThat(told.status()).isEqualTo(DaemonTaskDefinitionStatus.ACTIVE);
              assertThat(told.containerDefinitions().getFirst().image()).isEqualTo("busybox");
            });
    assertThat(
            api.ecs()
                .listDaemonTaskDefinitions(r -> r.family("numbered").sort("DESC"))
                .daemonTaskDefinitions())
        .extracting(summary -> summary.arn())
        .containsExactly(second, first);
    api.ecs().deleteDaemonTaskDefinition(r -> r.daemonTaskDefinition(first));
    assertThat(status(first)).isEqualTo(DaemonTaskDefinitionStatus.DELETE_IN_PROGRESS);
    api.status(
        api.resources().resources(DaemonTaskDefinition.class).withName("numbered-1").get(),
        "status: DELETED");
    assertThat(status(first)).isEqualTo(DaemonTaskDefinitionStatus.DELETED);
    api.refused(
            "ClientException",
            ecs -> ecs.describeDaemonTaskDefinition(r -> r.daemonTaskDefinition("absent")))
        .contains("Unable to describe");
    api.refused(
            "ClientException",
            ecs ->
                ecs.registerDaemonTaskDefinition(
                    r ->
                        r.family("shared")
                            .pidMode("shared")
                            .containerDefinitions(c -> c.name("a").image("a").memory(64))))
        .contains("pidMode");
  }

  @Test
  void aDaemonIsCreatedUpdatedAndDeleted() {
    String definition = define("logs");
    CreateDaemonResponse created =
        create(
            "logs",
            definition,
            r -> r.clientToken("once").deploymentConfiguration(c -> c.drainPercent(25.0)));
    assertThat(created.daemonArn()).isEqualTo(api.account().daemonArn("demo", "logs"));
    assertThat(created.status()).isEqualTo(DaemonStatus.ACTIVE);
    assertThat(
            create(
                    "logs",
                    definition,
                    r -> r.clientToken("once").deploymentConfiguration(c -> c.drainPercent(25.0)))
                .deploymentArn())
        .isEqualTo(created.deploymentArn());
    api.refused("InvalidParameterException", ecs -> create("logs", definition, r -> {}))
        .contains("idempotent");

    DaemonDeployment pending = deployment(created.deploymentArn());
    assertThat(pending.status()).isEqualTo(DaemonDeploymentStatus.PENDING);
    assertThat(pending.deploymentConfiguration().drainPercent()).isEqualTo(25.0);
    reported(
        created.deploymentArn(),
        1,
        "logs:1",
        "status: SUCCESSFUL\ncapacityProviders: "
            + "[{arn: '%s', runningInstanceCount: 3, withoutDaemonInstanceCount: 1}]"
                .formatted(api.account().capacityProviderArn("pool")));
    assertThat(deployment(created.deploymentArn()).status())
        .isEqualTo(DaemonDeploymentStatus.SUCCESSFUL);
    DaemonDetail detail = api.ecs().describeDaemon(r -> r.daemonArn(created.daemonArn())).daemon();
    assertThat(detail.currentRevisions())
        .singleElement()
        .satisfies(
            revision -> {
              assertThat(revision.totalRunningCount()).isEqualTo(3);
              assertThat(revision.capacityProviders().getFirst().runningCount()).isEqualTo(3);
            });
    assertThat(
            api.ecs()
                .describeDaemonRevisions(
                    r -> r.daemonRevisionArns(detail.currentRevisions().getFirst().arn()))
                .daemonRevisions())
        .singleElement()
        .satisfies(
            revision -> {
              assertThat(revision.daemonTaskDefinitionArn()).isEqualTo(definition);
              assertThat(revision.containerImages().getFirst().image()).isEqualTo("busybox");
            });

    UpdateDaemonResponse updated =
        api.ecs()
            .updateDaemon(
                r ->
                    r.daemonArn(created.daemonArn())
                        .daemonTaskDefinitionArn(define("logs"))
                        .capacityProviderArns(api.account().capacityProviderArn("pool")));
    assertThat(updated.deploymentArn()).isNotEqualTo(created.deploymentArn());
    assertThat(
            api.ecs()
                .listDaemonDeployments(r -> r.daemonArn(created.daemonArn()))
                .daemonDeployments())
        .extracting(summary -> summary.statusAsString())
        .containsExactly("PENDING", "SUCCESSFUL");
    assertThat(api.ecs().listDaemons(r -> r.clusterArn("demo")).daemonSummariesList())
        .extracting(summary -> summary.daemonArn())
        .contains(created.daemonArn());

    assertThat(api.ecs().deleteDaemon(r -> r.daemonArn(created.daemonArn())).status())
        .isEqualTo(DaemonStatus.DELETE_IN_PROGRESS);
    api.refused(
        "DaemonNotActiveException", ecs -> ecs.deleteDaemon(r -> r.daemonArn(created.daemonArn())));
  }

  @Test
  void whatIsWrongIsNamed() {
    String definition = define("wrong");
    api.refused(
        "DaemonNotFoundException",
        ecs -> ecs.describeDaemon(r -> r.daemonArn(api.account().daemonArn("demo", "absent"))));
    assertThat(
            api.ecs()
                .describeDaemonDeployments(
                    r ->
                        r.daemonDeploymentArns(
                            api.account().daemonDeploymentArn("demo", "absent", "1".repeat(19))))
                .failures())
        .singleElement()
        .extracting(Failure::reason)
        .isEqualTo("MISSING");
    api.refused(
            "InvalidParameterException",
            ecs -> create("wrong", definition, r -> r.capacityProviderArns("FARGATE")))
        .contains("FARGATE");
    api.refused(
            "InvalidParameterException",
            ecs -> create("wrong", definition, r -> r.capacityProviderArns("absent")))
        .contains("'absent' was not found");
    api.refused(
            "UnsupportedFeatureException",
            ecs ->
                create(
                    "wrong",
                    definition,
                    r ->
                        r.deploymentConfiguration(
                            d -> d.alarms(a -> a.enable(true).alarmNames("late")))))
        .contains("alarms");
    api.refused("ClientException", ecs -> create("wrong", "absent:1", r -> {}));
  }

  private String define(String family) {
    return api.ecs()
        .registerDaemonTaskDefinition(
            r ->
                r.family(family)
                    .containerDefinitions(c -> c.name("agent").image("busybox").memory(64)))
        .daemonTaskDefinitionArn();
  }

  private CreateDaemonResponse create(
      String name, String definition, Consumer<CreateDaemonRequest.Builder> change) {
    EcsClient ecs = api.ecs();
    return ecs.createDaemon(
        r -> {
          r.clusterArn(api.account().clusterArn("demo"))
              .daemonName(name)
              .daemonTaskDefinitionArn(definition)
              .capacityProviderArns(api.account().capacityProviderArn("pool"));
          change.accept(r);
        });
  }

  private DaemonTaskDefinitionStatus status(String arn) {
    return api.ecs()
        .describeDaemonTaskDefinition(r -> r.daemonTaskDefinition(arn))
        .daemonTaskDefinition()
        .status();
  }

  private DaemonDeployment deployment(String arn) {
    return api.ecs()
        .describeDaemonDeployments(r -> r.daemonDeploymentArns(arn))
        .daemonDeployments()
        .getFirst();
  }

  /** Makes the revision of a deployment as the operator does. */
  private void reported(String deploymentArn, int number, String definition, String status) {
    EcsDaemon daemon = api.resources().resources(EcsDaemon.class).withName("logs.demo").get();
    String id = deploymentArn.substring(deploymentArn.lastIndexOf('/') + 1);
    EcsDaemonRevision revision =
        api.apply(
            """
            apiVersion: kube-ecs.dev/v1alpha1
            kind: EcsDaemonRevision
            metadata:
              name: logs-%s
              ownerReferences: [{apiVersion: kube-ecs.dev/v1alpha1, kind: EcsDaemon, name: logs.demo, uid: %s}]
            spec:
              daemon: logs.demo
              daemonName: logs
              cluster: demo
              deploymentId: "%s"
              number: %d
              daemonTaskDefinition: %s
              capacityProviders: [pool]
            """
                .formatted(id, daemon.getMetadata().getUid(), id, number, definition),
            EcsDaemonRevision.class);
    api.status(revision, status);
    await("the gateway has seen it")
        .until(() -> deployment(deploymentArn).status() != DaemonDeploymentStatus.PENDING);
  }
}
