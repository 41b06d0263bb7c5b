package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.api.ecs.ClusterField.CONFIGURATIONS;
import static dev.kubeecs.api.ecs.ClusterField.SETTINGS;
import static dev.kubeecs.api.ecs.ClusterField.STATISTICS;
import static dev.kubeecs.api.ecs.ClusterField.TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Cluster;
import dev.kubeecs.api.ecs.ClusterField;
import dev.kubeecs.api.ecs.KeyValuePair;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterViewTest {

  private static final EcsCluster CLUSTER =
      cluster(
          """
          metadata: {name: demo}
          spec:
            clusterName: Demo
            tags: [{key: a, value: b}]
            capacityProviders: [FARGATE]
            settings: [{name: containerInsights, value: enabled}]
            configuration: {executeCommandConfiguration: {logging: NONE}}
          """);

  @Test
  void tellsTheBasicsAndEmptyListsForTheRest() {
    Cluster view = view(CLUSTER, Set.of());
    assertThat(view.clusterArn()).isEqualTo("arn:aws:ecs:us-east-1:000000000000:cluster/Demo");
    assertThat(view.status()).isEqualTo("ACTIVE");
    assertThat(view.capacityProviders()).containsExactly("FARGATE");
    assertThat(view.tags()).isEmpty();
    assertThat(view.settings()).isEmpty();
    assertThat(view.statistics()).isEmpty();
    assertThat(view.defaultCapacityProviderStrategy()).isEmpty();
    assertThat(view.configuration()).isNull();
  }

  @Test
  void tellsWhatIsIncluded() {
    Cluster view = view(CLUSTER, Set.of(TAGS, SETTINGS, STATISTICS, CONFIGURATIONS));
    assertThat(view.tags()).hasSize(1);
    assertThat(view.settings().getFirst().value()).isEqualTo("enabled");
    assertThat(view.statistics()).hasSize(12);
    assertThat(view.configuration()).isNotNull();
  }

  @Test
  void aClusterWithoutSettingsHasInsightsDisabled() {
    assertThat(view(cluster("{metadata: {name: demo}, spec: {}}"), Set.of(SETTINGS)).settings())
        .singleElement()
        .satisfies(setting -> assertThat(setting.value()).isEqualTo("disabled"));
  }

  @ParameterizedTest
  @CsvSource({
    ", , ACTIVE",
    "ACTIVE, INACTIVE, ACTIVE",
    ", PROVISIONING, PROVISIONING",
    "INACTIVE, ACTIVE, INACTIVE",
    "INACTIVE, , INACTIVE",
  })
  void whatIsWantedDecidesBeforeWhatTheOperatorHasWritten(
      String desired, String written, String status) {
    EcsCluster cluster =
        cluster(
            "{metadata: {name: demo}, spec: {desiredStatus: %s}, status: {status: %s}}"
                .formatted(desired == null ? "null" : desired, written == null ? "null" : written));
    assertThat(view(cluster, Set.of()).status()).isEqualTo(status);
  }

  @Test
  void countsTasksAndServices() {
    ClusterCounts counts =
        ClusterCounts.of(
            Stream.of(
                    "{spec: {launchType: FARGATE}, status: {lastStatus: RUNNING}}",
                    "{spec: {launchType: EC2}, status: {lastStatus: RUNNING}}",
                    "{spec: {launchType: EC2}, status: {lastStatus: DEACTIVATING, desiredStatus: STOPPED}}",
                    "{spec: {launchType: EC2}, status: {lastStatus: STOPPED, desiredStatus: STOPPED}}",
                    "{spec: {launchType: EC2, desiredStatus: STOPPED}, status: {lastStatus: PENDING}}",
                    "{spec: {capacityProviderStrategy: [{capacityProvider: FARGATE_SPOT}]}}")
                .map(yaml -> metadata(read(yaml, EcsTask.class)))
                .toList(),
            Stream.of(
                    "{spec: {launchType: FARGATE}}",
                    "{spec: {launchType: FARGATE, desiredStatus: INACTIVE}, status: {status: ACTIVE}}",
                    "{spec: {launchType: FARGATE, desiredStatus: INACTIVE}, status: {status: INACTIVE}}")
                .map(yaml -> metadata(read(yaml, EcsService.class)))
                .toList(),
            0);
    assertThat(counts.runningTasks()).isEqualTo(2);
    assertThat(counts.pendingTasks()).isEqualTo(1);
    assertThat(counts.activeServices()).isEqualTo(1);
    assertThat(counts.statistics())
        .contains(
            new KeyValuePair("runningFargateTasksCount", "1"),
            new KeyValuePair("runningEC2TasksCount", "1"),
            new KeyValuePair("pendingFargateTasksCount", "1"),
            new KeyValuePair("activeFargateServiceCount", "1"),
            new KeyValuePair("drainingFargateServiceCount", "1"));
  }

  private static <T extends HasMetadata> T metadata(T resource) {
    resource.setMetadata(new ObjectMeta());
    return resource;
  }

  private static <T> T read(String yaml, Class<T> kind) {
    return Serialization.unmarshal("---\n" + yaml, kind);
  }

  private static Cluster view(EcsCluster cluster, Set<ClusterField> include) {
    return ClusterView.of(
        cluster,
        ClusterCounts.of(List.of(), List.of(), 0),
        Account.DEFAULT,
        Optional.empty(),
        include);
  }

  private static EcsCluster cluster(String yaml) {
    return read(yaml, EcsCluster.class);
  }
}
