package dev.kubeecs.gateway.ecs.capacityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderField;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStatus;
import software.amazon.awssdk.services.ecs.model.CapacityProviderType;
import software.amazon.awssdk.services.ecs.model.CapacityProviderUpdateStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

@EcsApiTest
class CapacityProviderOperationsIT {

  private static final String GROUP =
      "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/pool";

  private final EcsApi api;

  CapacityProviderOperationsIT(EcsApi api) {
    this.api = api;
  }

  @Test
  void oneIsToldAsItWasMadeWithTheDefaultsFilledIn() {
    CapacityProvider created =
        api.ecs()
            .createCapacityProvider(
                r ->
                    r.name("Told")
                        .autoScalingGroupProvider(
                            g ->
                                g.autoScalingGroupArn(GROUP)
                                    .managedScaling(s -> s.status(ManagedScalingStatus.ENABLED)))
                        .tags(t -> t.key("team").value("shop")))
            .capacityProvider();
    assertThat(created.status()).isEqualTo(CapacityProviderStatus.ACTIVE);
    assertThat(created.type()).isEqualTo(CapacityProviderType.EC2_AUTOSCALING);
    assertThat(created.updateStatus()).isEqualTo(CapacityProviderUpdateStatus.CREATE_COMPLETE);
    assertThat(created.autoScalingGroupProvider().autoScalingGroupArn()).isEqualTo(GROUP);
    assertThat(created.autoScalingGroupProvider().managedDraining())
        .isEqualTo(ManagedDraining.ENABLED);
    assertThat(created.autoScalingGroupProvider().managedScaling().targetCapacity()).isEqualTo(100);
    assertThat(
            api.ecs()
                .describeCapacityProviders(
                    r ->
                        r.capacityProviders(created.capacityProviderArn())
                            .include(CapacityProviderField.TAGS))
                .capacityProviders())
        .containsExactly(created);
    assertThat(
            api.ecs().listTagsForResource(r -> r.resourceArn(created.capacityProviderArn())).tags())
        .hasSize(1);
  }

  @Test
  void everyAccountHasThoseOfFargate() {
    assertThat(
            api.ecs()
                .describeCapacityProviders(r -> r.capacityProviders("FARGATE", "FARGATE_SPOT"))
                .capacityProviders())
        .extracting(CapacityProvider::typeAsString)
        .containsExactly("FARGATE", "FARGATE_SPOT");
    assertThat(api.ecs().describeCapacityProviders(r -> r.maxResults(10)).capacityProviders())
        .extracting(CapacityProvider::name)
        .contains("FARGATE", "FARGATE_SPOT");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.deleteCapacityProvider(r -> r.capacityProvider("FARGATE")))
        .contains("reserved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-pool", "ECSpool", "fargate_of_ours", "a.b", ""})
  void namesThatCannotBe(String name) {
    api.refused("InvalidParameterException", ecs -> create(ecs, name, false)).contains("name");
  }

  @Test
  void whatIsMissingIsAFailure() {
    assertThat(api.ecs().describeCapacityProviders(r -> r.capacityProviders("absent")).failures())
        .singleElement()
        .extracting(Failure::arn, Failure::reason)
        .containsExactly(api.account().capacityProviderArn("absent"), "MISSING");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.deleteCapacityProvider(r -> r.capacityProvider("absent")))
        .contains("'absent' was not found");
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.createCluster(r -> r.clusterName("no").capacityProviders("absent")))
        .contains("The specified capacity provider 'absent' was not found");
  }

  @Test
  void anUpdateChangesWhatItNames() {
    create(api.ecs(), "updated", true);
    CapacityProvider updated =
        api.ecs()
            .updateCapacityProvider(
                r ->
                    r.name("updated")
                        .autoScalingGroupProvider(g -> g.managedScaling(s -> s.targetCapacity(80))))
            .capacityProvider();
    assertThat(updated.autoScalingGroupProvider().managedScaling().targetCapacity()).isEqualTo(80);
    assertThat(updated.autoScalingGroupProvider().managedScaling().status())
        .isEqualTo(ManagedScalingStatus.ENABLED);
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.updateCapacityProvider(
                    r ->
                        r.name("updated")
                            .autoScalingGroupProvider(
                                g ->
                                    g.managedScaling(s -> s.status(ManagedScalingStatus.DISABLED))
                                        .managedTerminationProtection("ENABLED"))))
        .contains("managed termination protection");
  }

  @Test
  void noneIsDeletedThatAClusterMayUse() {
    create(api.ecs(), "used", true);
    api.ecs().createCluster(r -> r.clusterName("user").capacityProviders("used"));
    api.refused("ClientException", ecs -> create(ecs, "used", true)).contains("already exists");
    api.refused(
            "ClientException", ecs -> ecs.deleteCapacityProvider(r -> r.capacityProvider("used")))
        .contains("associated with cluster: user");
    api.ecs()
        .putClusterCapacityProviders(
            r ->
                r.cluster("user")
                    .capacityProviders(List.of())
                    .defaultCapacityProviderStrategy(List.of()));
    CapacityProvider deleted =
        api.ecs().deleteCapacityProvider(r -> r.capacityProvider("used")).capacityProvider();
    assertThat(deleted.status()).isEqualTo(CapacityProviderStatus.DEPROVISIONING);
    assertThat(deleted.updateStatus()).isEqualTo(CapacityProviderUpdateStatus.DELETE_IN_PROGRESS);
    api.refused("UpdateInProgressException", ecs -> create(ecs, "used", true));
    status("used", "status: INACTIVE");
    assertThat(create(api.ecs(), "used", false).status()).isEqualTo(CapacityProviderStatus.ACTIVE);
  }

  @Test
  void tasksAreSharedOutOverTheProvidersOfAStrategy() {
    create(api.ecs(), "steady", true);
    create(api.ecs(), "spot", true);
    api.ecs()
        .createCluster(
            r ->
                r.clusterName("shared")
                    .capacityProviders("steady", "spot")
                    .defaultCapacityProviderStrategy(
                        s -> s.capacityProvider("steady").base(1).weight(1),
                        s -> s.capacityProvider("spot").weight(3)));
    Fixtures.bridge(api.ecs(), "shared");
    List<String> providers =
        api
            .ecs()
            .runTask(r -> r.cluster("shared").taskDefinition("shared").count(9))
            .tasks()
            .stream()
            .map(Task::capacityProviderName)
            .toList();
    assertThat(Collections.frequency(providers, "steady")).isEqualTo(3);
    assertThat(Collections.frequency(providers, "spot")).isEqualTo(6);
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.runTask(
                    r ->
                        r.cluster("shared")
                            .taskDefinition("shared")
                            .launchType("EC2")
                            .capacityProviderStrategy(s -> s.capacityProvider("spot"))))
        .contains("both a launch type and capacity provider strategy");
    api.refused(
            "UnsupportedFeatureException",
            ecs ->
                ecs.createService(
                    r ->
                        r.cluster("shared")
                            .serviceName("two")
                            .taskDefinition("shared")
                            .desiredCount(1)))
        .contains("capacityProviderStrategy[1]");
    assertThat(
            api.ecs()
                .createService(
                    r ->
                        r.cluster("shared")
                            .serviceName("one")
                            .taskDefinition("shared")
                            .desiredCount(1)
                            .capacityProviderStrategy(s -> s.capacityProvider("spot").weight(1)))
                .service()
                .capacityProviderStrategy())
        .singleElement()
        .satisfies(item -> assertThat(item.capacityProvider()).isEqualTo("spot"));
    api.refused(
        "ResourceInUseException",
        ecs ->
            ecs.putClusterCapacityProviders(
                r ->
                    r.cluster("shared")
                        .capacityProviders("steady")
                        .defaultCapacityProviderStrategy(List.of())));
  }

  @Test
  void noTaskStartsOnAProviderThatIsEmptyAndStaysSo() {
    create(api.ecs(), "empty", false);
    status("empty", "registeredInstancesCount: 0");
    api.ecs().createCluster(r -> r.clusterName("hollow").capacityProviders("empty"));
    Fixtures.bridge(api.ecs(), "hollow");
    RunTaskResponse answer =
        api.ecs()
            .runTask(
                r ->
                    r.cluster("hollow")
                        .taskDefinition("hollow")
                        .capacityProviderStrategy(s -> s.capacityProvider("empty")));
    assertThat(answer.tasks()).isEmpty();
    assertThat(answer.failures())
        .singleElement()
        .extracting(Failure::reason)
        .isEqualTo("EMPTY CAPACITY PROVIDER");
  }

  private static CapacityProvider create(EcsClient ecs, String name, boolean scales) {
    return ecs.createCapacityProvider(
            r ->
                r.name(name)
                    .autoScalingGroupProvider(
                        g ->
                            g.autoScalingGroupArn(GROUP)
                                .managedScaling(s -> s.status(scales ? "ENABLED" : "DISABLED"))))
        .capacityProvider();
  }

  private void status(String name, String yaml) {
    api.status(api.resources().resources(EcsCapacityProvider.class).withName(name).get(), yaml);
  }
}
