package dev.kubeecs.gateway.ecs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

@EcsApiTest
class ClusterOperationsIT {

  private final EcsApi api;

  ClusterOperationsIT(EcsApi api) {
    this.api = api;
  }

  @Test
  void aClusterWithoutANameIsTheDefaultOne() {
    Cluster created = api.ecs().createCluster().cluster();
    assertThat(created.clusterArn()).isEqualTo(api.account().clusterArn("default"));
    assertThat(created.status()).isEqualTo("ACTIVE");
    assertThat(api.ecs().describeClusters().clusters())
        .extracting(Cluster::clusterName)
        .containsExactly("default");
  }

  @Test
  void creatingAClusterTwiceIsCreatingItOnce() {
    api.ecs().createCluster(r -> r.clusterName("twice").tags(t -> t.key("a").value("b")));
    Cluster again = api.ecs().createCluster(r -> r.clusterName("twice")).cluster();
    assertThat(again.tags()).hasSize(1);
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.createCluster(r -> r.clusterName("twice").tags(t -> t.key("a").value("c"))))
        .contains("inconsistent with arguments used in previous request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper_Case", "x", "ends-with-dash-", "123"})
  void ecsNamesThatAreNoNamesOfKubernetes(String name) {
    api.ecs().createCluster(r -> r.clusterName(name));
    DescribeClustersResponse described = api.ecs().describeClusters(r -> r.clusters(name));
    assertThat(described.clusters()).extracting(Cluster::clusterName).containsExactly(name);
    assertThat(
            api.ecs().describeClusters(r -> r.clusters(api.account().clusterArn(name))).clusters())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc", "a b", "ä", "a.b"})
  void hostileNames(String name) {
    api.refused("InvalidParameterException", ecs -> ecs.createCluster(r -> r.clusterName(name)))
        .contains("clusterName");
  }

  @Test
  void whatIsMissingIsAFailure() {
    assertThat(api.ecs().describeClusters(r -> r.clusters("absent")).failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.arn()).isEqualTo(api.account().clusterArn("absent"));
              assertThat(failure.reason()).isEqualTo("MISSING");
            });
  }

  @Test
  void clustersOfOthersAreRefused() {
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.describeClusters(
                    r -> r.clusters("arn:aws:ecs:us-east-1:999999999999:cluster/demo")))
        .contains("999999999999", api.account().id());
  }

  @Test
  void listingGoesPageByPageAndLeavesOutInactiveOnes() {
    List<String> arns =
        IntStream.range(0, 5).mapToObj(i -> api.account().clusterArn("page-" + i)).toList();
    IntStream.range(0, 5).forEach(i -> api.ecs().createCluster(r -> r.clusterName("page-" + i)));
    api.ecs().deleteCluster(r -> r.cluster("page-3"));

    List<ListClustersResponse> pages =
        api.ecs().listClustersPaginator(r -> r.maxResults(2)).stream().toList();
    assertThat(pages).hasSizeGreaterThan(1).allMatch(page -> page.clusterArns().size() <= 2);
    assertThat(pages.stream().flatMap(page -> page.clusterArns().stream()))
        .doesNotHaveDuplicates()
        .doesNotContain(arns.get(3))
        .contains(arns.get(0), arns.get(1), arns.get(2), arns.get(4));
    api.refused("InvalidParameterException", ecs -> ecs.listClusters(r -> r.nextToken("guess")))
        .contains("nextToken");
    api.refused("InvalidParameterException", ecs -> ecs.listClusters(r -> r.maxResults(101)))
        .contains("maxResults");
  }

  @Test
  void settingsAndCapacityProviders() {
    api.ecs().createCluster(r -> r.clusterName("settings"));
    assertThat(
            api.ecs()
                .updateClusterSettings(
                    r ->
                        r.cluster("settings")
                            .settings(
                                s ->
                                    s.name(ClusterSettingName.CONTAINER_INSIGHTS).value("enabled")))
                .cluster()
                .settings()
                .getFirst()
                .value())
        .isEqualTo("enabled");
    Cluster provided =
        api.ecs()
            .putClusterCapacityProviders(
                r ->
                    r.cluster("settings")
                        .capacityProviders("FARGATE", "FARGATE_SPOT")
                        .defaultCapacityProviderStrategy(
                            s -> s.capacityProvider("FARGATE_SPOT").weight(1)))
            .cluster();
    assertThat(provided.capacityProviders()).containsExactly("FARGATE", "FARGATE_SPOT");
    assertThat(provided.defaultCapacityProviderStrategy()).hasSize(1);

    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.putClusterCapacityProviders(
                    r ->
                        r.cluster("settings")
                            .capacityProviders("mine")
                            .defaultCapacityProviderStrategy(List.of())))
        .contains("'mine' was not found");
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.updateClusterSettings(
                    r ->
                        r.cluster("settings")
                            .settings(
                                s -> s.name(ClusterSettingName.CONTAINER_INSIGHTS).value("some"))))
        .contains("containerInsights");
  }

  @Test
  void countsFollowTasksAndServicesAtOnce() {
    api.ecs().createCluster(r -> r.clusterName("counted"));
    task("counted-running", "counted", "{lastStatus: RUNNING}");
    task("counted-pending", "counted", "{lastStatus: PENDING}");
    task("counted-stopped", "counted", "{lastStatus: STOPPED, desiredStatus: STOPPED}");
    service("counted", "counted-web");

    await()
        .untilAsserted(
            () -> {
              Cluster counted = described("counted");
              assertThat(counted.runningTasksCount()).isEqualTo(1);
              assertThat(counted.pendingTasksCount()).isEqualTo(1);
              assertThat(counted.activeServicesCount()).isEqualTo(1);
              assertThat(counted.statistics())
                  .filteredOn(statistic -> statistic.name().equals("runningFargateTasksCount"))
                  .extracting(KeyValuePair::value)
                  .containsExactly("1");
            });
  }

  @Test
  void aClusterIsDeletedWhenItIsEmpty() {
    api.ecs().createCluster(r -> r.clusterName("full").tags(t -> t.key("a").value("b")));
    EcsService service = service("full", "full-web");
    awaitCount("full", 1, 0);
    api.refused(
            "ClusterContainsServicesException", ecs -> ecs.deleteCluster(r -> r.cluster("full")))
        .isEqualTo("The Cluster cannot be deleted while Services are active.");
    api.resources().resource(service).delete();
    EcsTask task = task("full-task", "full", "{lastStatus: RUNNING}");
    awaitCount("full", 0, 1);
    api.refused("ClusterContainsTasksException", ecs -> ecs.deleteCluster(r -> r.cluster("full")))
        .isEqualTo("The Cluster cannot be deleted while Tasks are active.");
    api.resources().resource(task).delete();
    awaitCount("full", 0, 0);

    assertThat(api.ecs().deleteCluster(r -> r.cluster("full")).cluster().status())
        .isEqualTo("INACTIVE");
    assertThat(api.ecs().describeClusters(r -> r.clusters("full")).clusters().getFirst().status())
        .isEqualTo("INACTIVE");
    api.refused("ClusterNotFoundException", ecs -> ecs.listTasks(r -> r.cluster("full")))
        .isEqualTo("Cluster not found.");
    api.refused("ClusterNotFoundException", ecs -> ecs.deleteCluster(r -> r.cluster("full")))
        .isEqualTo("The referenced cluster was inactive.");

    Cluster again = api.ecs().createCluster(r -> r.clusterName("full")).cluster();
    assertThat(again.status()).isEqualTo("ACTIVE");
    assertThat(again.tags()).isEmpty();
  }

  @Test
  void aClusterOfKubectlIsACluster() {
    api.ecs().createCluster(r -> r.clusterName("other"));
    api.apply("{metadata: {name: by-kubectl}, spec: {clusterName: ByKubectl}}", EcsCluster.class);
    await()
        .untilAsserted(
            () ->
                assertThat(api.ecs().describeClusters(r -> r.clusters("ByKubectl")).clusters())
                    .hasSize(1));
  }

  private Cluster described(String cluster) {
    return api.ecs()
        .describeClusters(r -> r.clusters(cluster).include(ClusterField.STATISTICS))
        .clusters()
        .getFirst();
  }

  private void awaitCount(String cluster, int services, int tasks) {
    await()
        .until(
            () -> described(cluster),
            described ->
                described.activeServicesCount() == services
                    && described.runningTasksCount() == tasks);
  }

  private EcsTask task(String name, String cluster, String status) {
    EcsTask task =
        api.apply(
            "{metadata: {name: %s}, spec: {cluster: %s, taskDefinition: 'a:1', launchType: FARGATE}}"
                .formatted(name, cluster),
            EcsTask.class);
    return api.status(task, status);
  }

  private EcsService service(String cluster, String name) {
    return api.apply(
        "{metadata: {name: %s}, spec: {cluster: %s, taskDefinition: 'a:1', launchType: FARGATE}}"
            .formatted(name, cluster),
        EcsService.class);
  }
}
