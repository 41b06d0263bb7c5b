package dev.kubeecs.gateway.ecs.express;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.ECSExpressGatewayService;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceInclude;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceScalingMetric;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceStatusCode;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.UpdatedExpressGatewayService;

/** The operations on Express gateway services. */
@EcsApiTest
class ExpressOperationsIT {

  private static final String ROLE = "arn:aws:iam::123456789012:role/express";

  private final EcsApi api;

  ExpressOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
  }

  @Test
  void anImageBecomesATaskDefinitionAServiceAndItsScaling() {
    ECSExpressGatewayService created =
        create("whole", r -> r.tags(t -> t.key("team").value("shop")));
    assertThat(created.status().statusCode()).isEqualTo(ExpressGatewayServiceStatusCode.ACTIVE);
    assertThat(created.serviceArn()).isEqualTo(api.account().serviceArn("demo", "whole"));
    assertThat(created.infrastructureRoleArn()).isEqualTo(ROLE);
    assertThat(created.tags()).hasSize(1);
    assertThat(created.activeConfigurations())
        .singleElement()
        .satisfies(
            configuration -> {
              assertThat(configuration.taskDefinitionArn())
                  .isEqualTo(api.account().taskDefinitionArn("demo-whole", 1));
              assertThat(configuration.cpu()).isEqualTo("256");
              assertThat(configuration.memory()).isEqualTo("512");
              assertThat(configuration.healthCheckPath()).isEqualTo("/ping");
              assertThat(configuration.executionRoleArn()).isEqualTo(ROLE);
              assertThat(configuration.primaryContainer().image()).isEqualTo("nginx:1.27");
              assertThat(configuration.primaryContainer().containerPort()).isEqualTo(80);
              assertThat(configuration.scalingTarget().minTaskCount()).isEqualTo(1);
              assertThat(configuration.scalingTarget().maxTaskCount()).isEqualTo(20);
              assertThat(configuration.ingressPaths())
                  .singleElement()
                  .satisfies(
                      path ->
                          assertThat(path.endpoint())
                              .startsWith("ecs-whole-")
                              .endsWith(
                                  "." + api.resources().getNamespace() + ".svc.cluster.local"));
            });
    EcsService service = api.resources().resources(EcsService.class).withName("whole.demo").get();
    assertThat(service.getSpec().desiredCount()).isEqualTo(1);
    EcsGateway gateway = api.resources().resources(EcsGateway.class).withName("ecs-express").get();
    assertThat(gateway.getOwnerReferenceFor(service)).isPresent();
    ScalableTarget target =
        api.resources().resources(ScalableTarget.class).withName("whole.demo").get();
    assertThat(target.getOwnerReferenceFor(service)).isPresent();
    assertThat(target.getSpec().maxCapacity()).isEqualTo(20);

    assertThat(described(created.serviceArn()).tags()).isEmpty();
    assertThat(
            api.ecs()
                .describeExpressGatewayService(
                    r ->
                        r.serviceArn(created.serviceArn())
                            .include(ExpressGatewayServiceInclude.TAGS))
                .service()
                .tags())
        .hasSize(1);
    assertThat(
            api.ecs()
                .listServices(
                    r -> r.cluster("demo").resourceManagementType(ResourceManagementType.ECS))
                .serviceArns())
        .contains(created.serviceArn());
    assertThat(
            api.ecs()
                .listServices(
                    r -> r.cluster("demo").resourceManagementType(ResourceManagementType.CUSTOMER))
                .serviceArns())
        .doesNotContain(created.serviceArn());
    assertThat(
            api.ecs()
                .describeServices(r -> r.cluster("demo").services("whole"))
                .services()
                .getFirst()
                .resourceManagementType())
        .isEqualTo(ResourceManagementType.ECS);
  }

  @Test
  void anUpdateChangesWhatItNamesAndDeploysWhatIsAnother() {
    String arn = create("updated", r -> {}).serviceArn();
    String before = described(arn).activeConfigurations().getFirst().serviceRevisionArn();
    UpdatedExpressGatewayService updated =
        api.ecs()
            .updateExpressGatewayService(
                r ->
                    r.serviceArn(arn)
                        .primaryContainer(c -> c.image("nginx:1.28").containerPort(8080))
                        .healthCheckPath("/ok")
                        .scalingTarget(
                            s ->
                                s.minTaskCount(3)
                                    .autoScalingMetric(
                                        ExpressGatewayServiceScalingMetric.AVERAGE_MEMORY)))
            .service();
    ExpressGatewayServiceConfiguration target = updated.targetConfiguration();
    assertThat(target.serviceRevisionArn()).isNotEqualTo(before);
    assertThat(target.taskDefinitionArn())
        .isEqualTo(api.account().taskDefinitionArn("demo-updated", 2));
    assertThat(target.primaryContainer().image()).isEqualTo("nginx:1.28");
    assertThat(target.primaryContainer().containerPort()).isEqualTo(8080);
    assertThat(target.healthCheckPath()).isEqualTo("/ok");
    assertThat(target.scalingTarget().minTaskCount()).isEqualTo(3);
    assertThat(target.scalingTarget().maxTaskCount()).isEqualTo(20);
    assertThat(target.scalingTarget().autoScalingMetric())
        .isEqualTo(ExpressGatewayServiceScalingMetric.AVERAGE_MEMORY);
    assertThat(service("updated").getSpec().desiredCount()).isEqualTo(3);

    ExpressGatewayServiceConfiguration scaled =
        api.ecs()
            .updateExpressGatewayService(
                r -> r.serviceArn(arn).scalingTarget(s -> s.minTaskCount(1).maxTaskCount(2)))
            .service()
            .targetConfiguration();
    assertThat(scaled.serviceRevisionArn()).isEqualTo(target.serviceRevisionArn());
    assertThat(service("updated").getSpec().desiredCount()).isEqualTo(2);
  }

  @Test
  void aTaskDefinitionOfOnesOwnNeedsMainWithOneNamedPort() {
    Fixtures.fargate(api.ecs(), "unfit");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.createExpressGatewayService(
                    r -> r.infrastructureRoleArn(ROLE).cluster("demo").taskDefinitionArn("unfit")))
        .contains("container named Main");
    api.ecs()
        .registerTaskDefinition(
            r ->
                r.family("fit")
                    .requiresCompatibilities(Compatibility.FARGATE)
                    .networkMode(NetworkMode.AWSVPC)
                    .cpu("256")
                    .memory("512")
                    .containerDefinitions(
                        c ->
                            c.name("Main")
                                .image("nginx")
                                .portMappings(p -> p.containerPort(80).name("web"))));
    ECSExpressGatewayService own =
        api.ecs()
            .createExpressGatewayService(
                r -> r.infrastructureRoleArn(ROLE).cluster("demo").taskDefinitionArn("fit"))
            .service();
    assertThat(own.serviceName()).startsWith("express-");
    assertThat(own.activeConfigurations().getFirst().taskDefinitionArn()).endsWith("/fit:1");
    assertThat(service(own.serviceName()).getSpec().gatewayConnectors().getFirst().portName())
        .isEqualTo("web");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.createExpressGatewayService(r -> fill(r, "both").taskDefinitionArn("fit")))
        .contains("taskDefinitionArn excludes");
  }

  @Test
  void whatIsWrongIsRefusedAndNothingIsMadeOfIt() {
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.createExpressGatewayService(
                    r -> r.infrastructureRoleArn(ROLE).cluster("demo").serviceName("refused")))
        .contains("primaryContainer");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.createExpressGatewayService(r -> fill(r, "refused").healthCheckPath("ping")))
        .contains("forward slash");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.createExpressGatewayService(
                    r -> fill(r, "refused").scalingTarget(s -> s.minTaskCount(4).maxTaskCount(3))))
        .contains("maxTaskCount");
    api.refused(
            "UnsupportedFeatureException",
            ecs ->
                ecs.createExpressGatewayService(
                    r ->
                        fill(r, "refused")
                            .scalingTarget(
                                s ->
                                    s.autoScalingMetric(
                                        ExpressGatewayServiceScalingMetric
                                            .REQUEST_COUNT_PER_TARGET))))
        .contains("autoScalingMetric");
    api.refused(
        "ClusterNotFoundException",
        ecs -> ecs.createExpressGatewayService(r -> fill(r, "refused").cluster("absent")));
    api.refused(
        "ClientException",
        ecs -> ecs.createExpressGatewayService(r -> fill(r, "refused").cpu("300")));
    assertThat(api.resources().resources(EcsService.class).withName("refused.demo").get()).isNull();
    assertThat(
            api.resources()
                .resources(TaskDefinitionRevision.class)
                .withName("demo-refused-1")
                .get())
        .isNull();
    create("taken", r -> {});
    api.refused(
        "InvalidParameterException", ecs -> ecs.createExpressGatewayService(r -> fill(r, "taken")));
    assertThat(
            api.resources().resources(TaskDefinitionRevision.class).withName("demo-taken-2").get())
        .isNull();
  }

  @Test
  void aDeletedServiceDrainsAndIsThenNotFound() {
    String arn = create("deleted", r -> {}).serviceArn();
    assertThat(
            api.ecs()
                .deleteExpressGatewayService(r -> r.serviceArn(arn))
                .service()
                .status()
                .statusCode())
        .isEqualTo(ExpressGatewayServiceStatusCode.DRAINING);
    api.refused(
        "ServiceNotActiveException",
        ecs -> ecs.deleteExpressGatewayService(r -> r.serviceArn(arn)));
    api.refused(
        "ServiceNotActiveException",
        ecs -> ecs.updateExpressGatewayService(r -> r.serviceArn(arn).cpu("512")));
    api.status(service("deleted"), "status: INACTIVE");
    await()
        .untilAsserted(
            () ->
                api.refused(
                    "ResourceNotFoundException",
                    ecs -> ecs.describeExpressGatewayService(r -> r.serviceArn(arn))));
    api.refused(
        "ServiceNotFoundException", ecs -> ecs.deleteExpressGatewayService(r -> r.serviceArn(arn)));
    api.refused(
        "ServiceNotFoundException", ecs -> ecs.updateExpressGatewayService(r -> r.serviceArn(arn)));
    api.refused(
        "InvalidParameterException",
        ecs -> ecs.describeExpressGatewayService(r -> r.serviceArn("deleted")));
  }

  @Test
  void aServiceOfAnotherKindIsNoExpressService() {
    Fixtures.fargate(api.ecs(), "plain");
    String arn =
        api.ecs()
            .createService(
                r ->
                    r.cluster("demo")
                        .serviceName("plain")
                        .taskDefinition("plain")
                        .desiredCount(0)
                        .launchType("FARGATE")
                        .networkConfiguration(Fixtures.NETWORK))
            .service()
            .serviceArn();
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.describeExpressGatewayService(r -> r.serviceArn(arn)))
        .contains("is not an Express service");
  }

  private ECSExpressGatewayService create(
      String name, Consumer<CreateExpressGatewayServiceRequest.Builder> more) {
    return api.ecs().createExpressGatewayService(r -> more.accept(fill(r, name))).service();
  }

  private static CreateExpressGatewayServiceRequest.Builder fill(
      CreateExpressGatewayServiceRequest.Builder request, String name) {
    return request
        .serviceName(name)
        .cluster("demo")
        .infrastructureRoleArn(ROLE)
        .executionRoleArn(ROLE)
        .primaryContainer(c -> c.image("nginx:1.27"));
  }

  private ECSExpressGatewayService described(String arn) {
    return api.ecs().describeExpressGatewayService(r -> r.serviceArn(arn)).service();
  }

  private EcsService service(String name) {
    return api.resources().resources(EcsService.class).withName(name + ".demo").get();
  }
}
