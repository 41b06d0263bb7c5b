package dev.kubeecs.operator.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.DaemonDeploymentConfiguration;
import dev.kubeecs.api.ecs.DaemonDeploymentStatus;
import dev.kubeecs.api.ecs.DaemonStatus;
import dev.kubeecs.operator.task.pod.PodSettings;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.daemon.EcsDaemonRevisionStatus;
import dev.kubeecs.resources.daemon.EcsDaemonSpec.DesiredDaemonStatus;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A daemon on three Nodes, from its creation to its end. */
class DaemonPlanTest {

  private static final String FIRST = "1".repeat(19);
  private static final String SECOND = "2".repeat(19);
  private static final List<String> NODES = List.of("a", "b", "c");

  private final EcsDaemon daemon =
      Serialization.unmarshal(
          """
          apiVersion: kube-ecs.dev/v1alpha1
          kind: EcsDaemon
          metadata: {name: logs, namespace: default, generation: 1, uid: 5f0c0de0-0000-4000-8000-000000000001}
          spec: {cluster: demo, daemonTaskDefinition: "logs:1", capacityProviders: [pool], deploymentId: "1111111111111111111"}
          """,
          EcsDaemon.class);
  private final EcsCapacityProvider provider =
      Serialization.unmarshal(
          """
          apiVersion: kube-ecs.dev/v1alpha1
          kind: EcsCapacityProvider
          metadata: {name: pool}
          spec: {}
          """,
          EcsCapacityProvider.class);
  private final DaemonTaskDefinition definition =
      Serialization.unmarshal(
          """
          apiVersion: kube-ecs.dev/v1alpha1
          kind: DaemonTaskDefinition
          metadata: {name: logs-1}
          spec: {family: logs, revision: 1, containerDefinitions: [{name: agent, image: busybox, memory: 64}]}
          """,
          DaemonTaskDefinition.class);
  private final List<EcsDaemonRevision> revisions = new ArrayList<>();
  private Optional<DaemonSet> daemonSet = Optional.empty();
  private List<DaemonTask> tasks = List.of();
  private List<String> associated = List.of("pool");
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aNewDaemonGetsARevisionAndADaemonSet() {
    DaemonPlan plan = plan();
    assertThat(plan.create().orElseThrow().getSpec().deploymentId()).isEqualTo(FIRST);
    DaemonSet wanted = plan.apply().orElseThrow();
    assertThat(
            wanted
                .getSpec()
                .getTemplate()
                .getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms())
        .isNotEmpty()
        .allSatisfy(
            term ->
                assertThat(term.getMatchExpressions())
                    .anySatisfy(
                        expression -> {
                          assertThat(expression.getKey())
                              .isEqualTo("kube-ecs.dev/capacity-provider");
                          assertThat(expression.getValues()).containsExactly("pool");
                        }));
    carryOut();
    assertThat(plan().create()).isEmpty();
    assertThat(plan().apply()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"null, 1", "0, 1", "0.1, 1%", "12.5, 13%", "100, 100%"},
      nullValues = "null")
  void drainPercentIsHowManyNodesMayBeWithoutIt(Double percent, String maxUnavailable) {
    daemon.setSpec(
        daemon
            .getSpec()
            .withDeploymentConfiguration(
                DaemonDeploymentConfiguration.builder().drainPercent(percent).build()));
    assertThat(
            plan()
                .apply()
                .orElseThrow()
                .getSpec()
                .getUpdateStrategy()
                .getRollingUpdate()
                .getMaxUnavailable())
        .isEqualTo(
            maxUnavailable.endsWith("%")
                ? new IntOrString(maxUnavailable)
                : new IntOrString(Integer.parseInt(maxUnavailable)));
  }

  @Test
  void aDeploymentIsSuccessfulOnceEveryNodeRunsItsTask() {
    carryOut();
    running(FIRST, 2);
    assertThat(newest().status()).isEqualTo(DaemonDeploymentStatus.IN_PROGRESS);
    assertThat(newest().capacityProviders())
        .singleElement()
        .satisfies(
            counts -> {
              assertThat(counts.runningInstanceCount()).isEqualTo(2);
              assertThat(counts.withoutDaemonInstanceCount()).isEqualTo(1);
            });
    running(FIRST, 3);
    assertThat(newest().status()).isEqualTo(DaemonDeploymentStatus.SUCCESSFUL);
    assertThat(newest().finishedAt()).isEqualTo(now);
  }

  @Test
  void itBakesBeforeItIsSuccessful() {
    daemon.setSpec(
        daemon
            .getSpec()
            .withDeploymentConfiguration(
                DaemonDeploymentConfiguration.builder().bakeTimeInMinutes(5).build()));
    carryOut();
    running(FIRST, 3);
    assertThat(newest().status()).isEqualTo(DaemonDeploymentStatus.IN_PROGRESS);
    assertThat(plan().lookAgainAt()).contains(now.plus(Duration.ofMinutes(5)));
    report();
    now = now.plus(Duration.ofMinutes(5));
    assertThat(newest().status()).isEqualTo(DaemonDeploymentStatus.SUCCESSFUL);
  }

  @Test
  void anUpdateStopsTheDeploymentBeforeItThatWasUnderWay() {
    carryOut();
    running(FIRST, 2);
    report();
    daemon.setSpec(daemon.getSpec().withDeploymentId(SECOND));
    carryOut();
    running(SECOND, 3);
    DaemonPlan plan = plan();
    assertThat(plan.reports().get("logs-" + FIRST).status())
        .isEqualTo(DaemonDeploymentStatus.STOPPED);
    assertThat(newest().status()).isEqualTo(DaemonDeploymentStatus.SUCCESSFUL);
    assertThat(plan.status().deploymentArn()).endsWith("daemon-deployment/demo/logs/" + SECOND);
  }

  @Test
  void whatAManifestChangesBeginsADeploymentOfItsOwn() {
    carryOut();
    daemon.setSpec(daemon.getSpec().withCritical(false));
    EcsDaemonRevision next = plan().create().orElseThrow();
    assertThat(next.getSpec().number()).isEqualTo(2);
    assertThat(next.getSpec().deploymentId()).isNotEqualTo(FIRST);
    assertThat(plan().create().orElseThrow()).isEqualTo(next);
  }

  @Test
  void aProviderThatTheClusterMayNotUseStandsInTheWay() {
    associated = List.of();
    DaemonPlan plan = plan();
    assertThat(plan.apply()).isEmpty();
    assertThat(plan.status().condition("Ready").orElseThrow().getMessage()).contains("pool");
  }

  @Test
  void whatCannotBeHonouredIsNamed() {
    daemon.setSpec(daemon.getSpec().withCritical(true));
    assertThat(plan().status().condition("Ready").orElseThrow().getMessage()).contains("critical");
  }

  @Test
  void aDaemonThatEndsIsGoneWithItsLastTask() {
    carryOut();
    running(FIRST, 3);
    daemon.setSpec(daemon.getSpec().withDesiredStatus(DesiredDaemonStatus.INACTIVE));
    assertThat(plan().remove()).isPresent();
    assertThat(plan().status().status()).isEqualTo(DaemonStatus.DELETE_IN_PROGRESS);
    daemonSet = Optional.empty();
    assertThat(plan().gone()).isFalse();
    tasks = List.of();
    assertThat(plan().gone()).isTrue();
  }

  private DaemonPlan plan() {
    return DaemonPlan.of(
        ResolvedDaemonBuilder.builder()
            .resource(daemon)
            .account(Account.DEFAULT)
            .cluster(
                Optional.of(EcsClusterSpecBuilder.builder().capacityProviders(associated).build()))
            .definition(Optional.of(definition))
            .olderClaimant(Optional.empty())
            .providers(Map.of("pool", provider))
            .revisions(revisions)
            .daemonSet(daemonSet)
            .tasks(tasks)
            .nodes(Map.of("pool", NODES))
            .now(now)
            .build(),
        PodSettings.DEFAULT);
  }

  private EcsDaemonRevisionStatus newest() {
    EcsDaemonRevision newest = revisions.getLast();
    return plan().reports().getOrDefault(newest.getMetadata().getName(), newest.getStatus());
  }

  private void carryOut() {
    DaemonPlan plan = plan();
    plan.create().ifPresent(revisions::add);
    plan.apply()
        .ifPresent(
            wanted ->
                daemonSet =
                    Optional.of(
                        new DaemonSetBuilder(wanted)
                            .editMetadata()
                            .withGeneration(1L)
                            .endMetadata()
                            .withNewStatus()
                            .withObservedGeneration(1L)
                            .withDesiredNumberScheduled(NODES.size())
                            .endStatus()
                            .build()));
  }

  private void report() {
    Map<String, EcsDaemonRevisionStatus> reports = plan().reports();
    revisions.forEach(
        revision ->
            Optional.ofNullable(reports.get(revision.getMetadata().getName()))
                .ifPresent(revision::setStatus));
  }

  private void running(String deploymentId, int count) {
    tasks =
        IntStream.range(0, count)
            .mapToObj(i -> new DaemonTask(deploymentId, NODES.get(i), true, false))
            .toList();
  }
}
