package dev.kubeecs.gateway.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.service.EcsService;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;

@EcsApiTest
class ServiceOperationsIT {

  private final EcsApi api;

  ServiceOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.fargate(api.ecs(), "web");
    Fixtures.fargate(api.ecs(), "web");
    Fixtures.bridge(api.ecs(), "legacy");
    Fixtures.bridge(api.ecs(), "retired");
    api.ecs().deregisterTaskDefinition(r -> r.taskDefinition("retired:1"));
  }

  @Test
  void creatingBeginsADeployment() {
    Service created = create("created", r -> r.tags(t -> t.key("a").value("b")));
    assertThat(created.serviceArn()).isEqualTo(api.account().serviceArn("demo", "created"));
    assertThat(created.status()).isEqualTo("ACTIVE");
    assertThat(created.desiredCount()).isEqualTo(2);
    assertThat(created.taskDefinition()).isEqualTo(api.account().taskDefinitionArn("web", 2));
    assertThat(created.deployments())
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.id()).matches("ecs-svc/\\d{19}");
              assertThat(deployment.status()).isEqualTo("PRIMARY");
              assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
            });
    assertThat(described("created").tags()).isEmpty();
    assertThat(
            api.ecs()
                .describeServices(
                    r -> r.cluster("demo").services("created").include(ServiceField.TAGS))
                .services()
                .getFirst()
                .tags())
        .hasSize(1);
  }

  @Test
  void aNameIsTakenUnlessTheClientTokenTellsThatItIsTheSameRequest() {
    Consumer<CreateServiceRequest.Builder> token = r -> r.clientToken("once");
    Service first = create("taken", token);
    assertThat(create("taken", token).deployments().getFirst().id())
        .isEqualTo(first.deployments().getFirst().id());
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.createService(r -> fill(r, "taken").clientToken("once").desiredCount(3)))
        .isEqualTo("Creation of service was not idempotent.");
    api.refused("InvalidParameterException", ecs -> ecs.createService(r -> fill(r, "taken")))
        .isEqualTo("Creation of service was not idempotent.");
  }

  @Test
  void updatingShowsTheNewDeploymentAtOnce() {
    Service created = create("rolling", r -> r.taskDefinition("web:1"));
    String first = created.deployments().getFirst().id();
    operatorCompletes("rolling", first, 2);
    await()
        .until(
            () ->
                described("rolling").deployments().getFirst().rolloutState()
                    == DeploymentRolloutState.COMPLETED);

    List<Deployment> deployments =
        api.ecs()
            .updateService(r -> r.cluster("demo").service("rolling").taskDefinition("web"))
            .service()
            .deployments();
    assertThat(deployments).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");
    assertThat(deployments).extracting(Deployment::id).last().isEqualTo(first);
    assertThat(deployments.getFirst().taskDefinition())
        .isEqualTo(api.account().taskDefinitionArn("web", 2));
    assertThat(described("rolling").deployments()).hasSize(2);
  }

  @Test
  void scalingIsNoDeployment() {
    String id = create("scaled", r -> {}).deployments().getFirst().id();
    Service scaled =
        api.ecs().updateService(r -> r.cluster("demo").service("scaled").desiredCount(5)).service();
    assertThat(scaled.desiredCount()).isEqualTo(5);
    assertThat(scaled.deployments())
        .singleElement()
        .satisfies(
            deployment -> {
              assertThat(deployment.id()).isEqualTo(id);
              assertThat(deployment.desiredCount()).isEqualTo(5);
            });
    Service forced =
        api.ecs()
            .updateService(r -> r.cluster("demo").service("scaled").forceNewDeployment(true))
            .service();
    assertThat(forced.deployments().getFirst().id()).isNotEqualTo(id);
    assertThat(forced.desiredCount()).isEqualTo(5);
  }

  @Test
  void deletingDrainsThenAnotherOfTheNameCanBeCreated() {
    create("deleted", r -> {});
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.deleteService(r -> r.cluster("demo").service("deleted")))
        .isEqualTo("The service cannot be stopped while it is scaled above 0.");
    Service draining =
        api.ecs().deleteService(r -> r.cluster("demo").service("deleted").force(true)).service();
    assertThat(draining.status()).isEqualTo("DRAINING");
    assertThat(draining.desiredCount()).isZero();
    api.refused("InvalidParameterException", ecs -> ecs.createService(r -> fill(r, "deleted")))
        .isEqualTo("Unable to Start a service that is still Draining.");
    api.refused(
            "ServiceNotActiveException",
            ecs -> ecs.updateService(r -> r.cluster("demo").service("deleted").desiredCount(1)))
        .isEqualTo("Service was not ACTIVE.");

    api.status(resource("deleted"), "{status: INACTIVE}");
    await().until(() -> described("deleted").status().equals("INACTIVE"));
    assertThat(services(r -> {})).doesNotContain(draining.serviceArn());
    api.refused(
        "ServiceNotFoundException",
        ecs -> ecs.deleteService(r -> r.cluster("demo").service("deleted")));
    Service again = create("deleted", r -> {});
    assertThat(again.status()).isEqualTo("ACTIVE");
    assertThat(again.runningCount()).isZero();
  }

  @Test
  void aServiceScaledToNothingIsDeletedWithoutForce() {
    create("empty", r -> r.desiredCount(0));
    assertThat(api.ecs().deleteService(r -> r.cluster("demo").service("empty")).service().status())
        .isEqualTo("DRAINING");
  }

  @Test
  void daemons() {
    Service daemon =
        api.ecs()
            .createService(
                r ->
                    r.cluster("demo")
                        .serviceName("daemon")
                        .taskDefinition("legacy")
                        .schedulingStrategy(SchedulingStrategy.DAEMON))
            .service();
    assertThat(daemon.launchType()).isEqualTo(LaunchType.EC2);
    assertThat(daemon.deploymentConfiguration().maximumPercent()).isEqualTo(100);
    assertThat(services(r -> r.schedulingStrategy(SchedulingStrategy.DAEMON)))
        .containsExactly(daemon.serviceArn());
    Service forced =
        api.ecs()
            .updateService(r -> r.cluster("demo").service("daemon").forceNewDeployment(true))
            .service();
    assertThat(forced.deployments().getFirst().id())
        .isNotEqualTo(daemon.deployments().getFirst().id());
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.updateService(r -> r.cluster("demo").service("daemon").desiredCount(2)))
        .contains("does not support a desired count");
    assertThat(api.ecs().deleteService(r -> r.cluster("demo").service("daemon")).service().status())
        .isEqualTo("DRAINING");
  }

  @Test
  void listingByTens() {
    api.ecs().createCluster(r -> r.clusterName("pages"));
    IntStream.range(0, 12)
        .forEach(
            i ->
                api.apply(
                    "{metadata: {name: page-%s}, spec: {cluster: pages, taskDefinition: 'web:1', launchType: %s}}"
                        .formatted(i, i % 2 == 0 ? "FARGATE" : "EC2"),
                    EcsService.class));
    await()
        .until(
            () ->
                api.ecs().listServices(r -> r.cluster("pages").maxResults(100)).serviceArns().size()
                    == 12);
    assertThat(
            api.ecs().listServicesPaginator(r -> r.cluster("pages")).stream()
                .map(ListServicesResponse::serviceArns)
                .map(List::size))
        .containsExactly(10, 2);
    assertThat(
            api.ecs()
                .listServices(r -> r.cluster("pages").launchType(LaunchType.FARGATE))
                .serviceArns())
        .hasSize(6);
  }

  @Test
  void everyWayToNameAService() {
    create("named", r -> {});
    for (String reference :
        List.of(
            "named",
            api.account().serviceArn("demo", "named"),
            "arn:aws:ecs:us-east-1:%s:service/named".formatted(api.account().id()))) {
      DescribeServicesResponse response =
          api.ecs().describeServices(r -> r.cluster("demo").services(reference));
      assertThat(response.services()).as(reference).hasSize(1);
    }
    assertThat(
            api.ecs()
                .describeServices(
                    r -> r.cluster(api.account().clusterArn("demo")).services("absent"))
                .failures()
                .getFirst()
                .reason())
        .isEqualTo("MISSING");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.describeServices(
                    r -> r.cluster("demo").services(api.account().serviceArn("other", "named"))))
        .isEqualTo("Invalid identifier: Identifier is for cluster other. Your cluster is demo");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.describeServices(
                    r ->
                        r.cluster("demo")
                            .services(IntStream.range(0, 11).mapToObj(i -> "s" + i).toList())))
        .contains("at most 10");
    api.refused(
            "ServiceNotFoundException",
            ecs -> ecs.updateService(r -> r.cluster("demo").service("absent")))
        .isEqualTo("Service not found.");
    api.refused(
            "ClusterNotFoundException",
            ecs -> ecs.describeServices(r -> r.cluster("absent").services("a")))
        .isEqualTo("Cluster not found.");
  }

  static Stream<Arguments> badServices() {
    return Stream.of(
        bad("ClusterNotFoundException", "Cluster not found.", r -> r.cluster("absent")),
        bad("ClientException", "TaskDefinition not found.", r -> r.taskDefinition("absent")),
        bad("ClientException", "TaskDefinition is inactive", r -> r.taskDefinition("retired:1")),
        bad("InvalidParameterException", "taskDefinition", r -> r.taskDefinition(null)),
        bad("InvalidParameterException", "serviceName", r -> r.serviceName("../etc")),
        bad("InvalidParameterException", "desiredCount", r -> r.desiredCount(null)),
        bad("InvalidParameterException", "desiredCount", r -> r.desiredCount(-1)),
        bad(
            "InvalidParameterException",
            "Network Configuration must be provided",
            r -> r.networkConfiguration(n -> {})),
        bad("PlatformUnknownException", "9.9.9", r -> r.platformVersion("9.9.9")),
        bad(
            "InvalidParameterException",
            "not associated with the cluster",
            r ->
                r.launchType((String) null)
                    .capacityProviderStrategy(s -> s.capacityProvider("FARGATE").weight(1))),
        bad(
            "InvalidParameterException",
            "cannot be 100",
            r -> r.deploymentConfiguration(d -> d.maximumPercent(100).minimumHealthyPercent(100))),
        bad(
            "InvalidParameterException",
            "only valid for services configured to use load balancers",
            r -> r.healthCheckGracePeriodSeconds(30)),
        bad(
            "InvalidParameterException",
            "DAEMON is not supported with the FARGATE launch type",
            r -> r.desiredCount(null).schedulingStrategy(SchedulingStrategy.DAEMON)),
        bad(
            "InvalidParameterException",
            "does not support a desired count",
            r -> r.schedulingStrategy(SchedulingStrategy.DAEMON)),
        bad(
            "InvalidParameterException",
            "targetGroupArn must be specified",
            r -> r.loadBalancers(l -> l.containerName("web").containerPort(80))),
        bad(
            "InvalidParameterException",
            "The specified load balancer classic does not exist",
            r ->
                r.loadBalancers(
                    l -> l.loadBalancerName("classic").containerName("web").containerPort(80))),
        bad(
            "InvalidParameterException",
            "The target group with targetGroupArn nobody does not exist",
            r ->
                r.loadBalancers(
                    l -> l.targetGroupArn("nobody").containerName("web").containerPort(80))),
        bad(
            "InvalidParameterException",
            "availabilityZoneRebalancing",
            r ->
                r.availabilityZoneRebalancing("ENABLED")
                    .deploymentConfiguration(c -> c.maximumPercent(100).minimumHealthyPercent(50))),
        bad(
            "InvalidParameterException",
            "The service registry arn:aws:servicediscovery:x does not exist",
            r -> r.serviceRegistries(s -> s.registryArn("arn:aws:servicediscovery:x"))),
        bad(
            "InvalidParameterException",
            "serviceConnectConfiguration.namespace must be specified",
            r -> r.serviceConnectConfiguration(s -> s.enabled(true))),
        bad(
            "NamespaceNotFoundException",
            "The specified namespace nowhere wasn't found",
            r -> r.serviceConnectConfiguration(s -> s.enabled(true).namespace("nowhere"))),
        bad(
            "InvalidParameterException",
            "deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.value",
            r ->
                r.deploymentConfiguration(
                    d ->
                        d.deploymentCircuitBreaker(
                            b ->
                                b.enable(true)
                                    .rollback(true)
                                    .thresholdConfiguration(t -> t.type("COUNT").value(0))))),
        bad(
            "UnsupportedFeatureException",
            "deploymentConfiguration.lifecycleHooks of the ROLLING strategy",
            r ->
                r.deploymentConfiguration(
                    d -> d.lifecycleHooks(h -> h.hookTargetArn("http://hook.example/")))),
        bad(
            "InvalidParameterException",
            "without version or alias stands for. (deploymentConfiguration.lifecycleHooks[0].hookTargetArn)",
            r ->
                r.deploymentConfiguration(
                    d ->
                        d.strategy("BLUE_GREEN")
                            .lifecycleHooks(
                                h ->
                                    h.lifecycleStagesWithStrings("PRE_SCALE_UP")
                                        .hookTargetArn(
                                            "arn:aws:lambda:us-east-1:000000000000:function:hook:3")))),
        bad(
            "InvalidParameterException",
            "must be between 3.0 and 100.0.",
            r ->
                r.deploymentConfiguration(
                    d -> d.strategy("LINEAR").linearConfiguration(l -> l.stepPercent(2.0)))),
        bad(
            "InvalidParameterException",
            "PAUSE hooks cannot be configured at TEST_TRAFFIC_SHIFT",
            r ->
                r.deploymentConfiguration(
                    d ->
                        d.strategy("CANARY")
                            .lifecycleHooks(
                                h ->
                                    h.targetType("PAUSE")
                                        .lifecycleStagesWithStrings("TEST_TRAFFIC_SHIFT")))),
        bad(
            "UnsupportedFeatureException",
            "kube-ecs.alarms.prometheus",
            r ->
                r.deploymentConfiguration(
                    d -> d.alarms(a -> a.alarmNames("Errors").enable(true).rollback(true)))),
        bad(
            "UnsupportedFeatureException",
            "bakeTimeInMinutes of the ROLLING strategy without alarms",
            r -> r.deploymentConfiguration(d -> d.bakeTimeInMinutes(5))),
        bad(
            "InvalidParameterException",
            "must be between 0 and 1440.",
            r -> r.deploymentConfiguration(d -> d.strategy("BLUE_GREEN").bakeTimeInMinutes(1441))),
        bad(
            "InvalidParameterException",
            "the CODE_DEPLOY deployment controller needs exactly one load balancer",
            r -> r.deploymentController(c -> c.type("CODE_DEPLOY"))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("badServices")
  void servicesThatAreRefused(
      String code, String message, Consumer<CreateServiceRequest.Builder> change) {
    api.refused(
            code,
            ecs ->
                ecs.createService(
                    r -> {
                      fill(r, "refused");
                      change.accept(r);
                    }))
        .contains(message);
    assertThat(resource("refused")).isNull();
  }

  private static Arguments bad(
      String code, String message, Consumer<CreateServiceRequest.Builder> change) {
    return Arguments.of(code, message, change);
  }

  private Service create(String name, Consumer<CreateServiceRequest.Builder> change) {
    return api.ecs()
        .createService(
            r -> {
              fill(r, name);
              change.accept(r);
            })
        .service();
  }

  private static CreateServiceRequest.Builder fill(
      CreateServiceRequest.Builder request, String name) {
    return request
        .cluster("demo")
        .serviceName(name)
        .taskDefinition("web")
        .desiredCount(2)
        .launchType(LaunchType.FARGATE)
        .networkConfiguration(Fixtures.NETWORK);
  }

  private Service described(String name) {
    return api.ecs().describeServices(r -> r.cluster("demo").services(name)).services().getFirst();
  }

  private List<String> services(
      Consumer<software.amazon.awssdk.services.ecs.model.ListServicesRequest.Builder> filter) {
    return api.ecs()
        .listServices(
            r -> {
              r.cluster("demo").maxResults(100);
              filter.accept(r);
            })
        .serviceArns();
  }

  private EcsService resource(String name) {
    return api.resources().resources(EcsService.class).withName(name + ".demo").get();
  }

  private void operatorCompletes(String name, String deployment, int count) {
    api.status(
        resource(name),
        """
        {status: ACTIVE, runningCount: %2$d, deployments: [
          {id: %1$s, status: PRIMARY, rolloutState: COMPLETED, desiredCount: %2$d, runningCount: %2$d}]}
        """
            .formatted(deployment, count));
  }
}
