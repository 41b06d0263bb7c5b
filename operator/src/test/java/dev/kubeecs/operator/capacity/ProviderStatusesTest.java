package dev.kubeecs.operator.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.api.ecs.CapacityProviderType;
import dev.kubeecs.api.ecs.CapacityProviderUpdateStatus;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.capacity.EcsCapacityProviderSpec.DesiredCapacityProviderStatus;
import dev.kubeecs.resources.capacity.EcsCapacityProviderStatus;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderStatusesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Node NODE =
      Serialization.unmarshal(
          """
          apiVersion: v1
          kind: Node
          metadata: {name: a, labels: {kube-ecs.dev/capacity-provider: Pool}}
          status: {allocatable: {cpu: "2", memory: 4Gi}}
          """,
          Node.class);

  private final ProviderStatuses statuses = new ProviderStatuses(Clock.fixed(NOW, ZoneOffset.UTC));
  private final EcsCapacityProvider provider =
      Serialization.unmarshal(
          """
          apiVersion: kube-ecs.dev/v1alpha1
          kind: EcsCapacityProvider
          metadata: {name: pool, namespace: default, generation: 1}
          spec:
            name: Pool
            autoScalingGroupProvider: {autoScalingGroupArn: pool, managedScaling: {status: ENABLED}}
          """,
          EcsCapacityProvider.class);

  @Test
  void aNewOneIsActiveAtOnce() {
    EcsCapacityProviderStatus status = seen(List.of(), List.of());
    assertThat(status.status()).isEqualTo(CapacityProviderStatus.ACTIVE);
    assertThat(status.type()).isEqualTo(CapacityProviderType.EC2_AUTOSCALING);
    assertThat(status.updateStatus()).isEqualTo(CapacityProviderUpdateStatus.CREATE_COMPLETE);
    assertThat(status.capacityProviderArn()).endsWith("capacity-provider/Pool");
    assertThat(status.reservation()).isEqualTo(100);
  }

  @Test
  void aChangeIsCompleteOnceSeenAndStaysSo() {
    provider.setStatus(seen(List.of(), List.of()));
    provider.getMetadata().setGeneration(2L);
    provider.setStatus(seen(List.of(), List.of()));
    assertThat(provider.getStatus().updateStatus())
        .isEqualTo(CapacityProviderUpdateStatus.UPDATE_COMPLETE);
    assertThat(seen(List.of(), List.of())).isEqualTo(provider.getStatus());
  }

  @Test
  void whatIsDeletedWaitsForTheClustersThatMayUseIt() {
    provider.setSpec(provider.getSpec().withDesiredStatus(DesiredCapacityProviderStatus.INACTIVE));
    EcsCapacityProviderStatus waiting = seen(List.of("demo"), List.of());
    assertThat(waiting.status()).isEqualTo(CapacityProviderStatus.DEPROVISIONING);
    assertThat(waiting.updateStatusReason()).contains("demo");
    EcsCapacityProviderStatus gone = seen(List.of(), List.of());
    assertThat(gone.status()).isEqualTo(CapacityProviderStatus.INACTIVE);
    assertThat(gone.updateStatus()).isEqualTo(CapacityProviderUpdateStatus.DELETE_COMPLETE);
    assertThat(gone.inactiveAt()).isEqualTo(NOW);
  }

  @Test
  void tasksOnANodeAndTasksThatWaitForOneNeedInstances() {
    List<Pod> pods =
        List.of(
            pod("nodeName: a", "ReplicaSet"),
            pod("nodeSelector: {kube-ecs.dev/capacity-provider: Pool}", "ReplicaSet"),
            pod("nodeSelector: {kube-ecs.dev/capacity-provider: other}", "ReplicaSet"));
    EcsCapacityProviderStatus status = seen(List.of(), pods);
    assertThat(status.registeredInstancesCount()).isEqualTo(1);
    assertThat(status.neededInstancesCount()).isEqualTo(2);
    assertThat(status.reservation()).isEqualTo(200);
  }

  @Test
  void daemonsNeedNoInstance() {
    EcsCapacityProviderStatus status = seen(List.of(), List.of(pod("nodeName: a", "DaemonSet")));
    assertThat(status.neededInstancesCount()).isZero();
    assertThat(status.reservation()).isZero();
  }

  private EcsCapacityProviderStatus seen(List<String> clusters, List<Pod> pods) {
    return statuses.of(
        new ProviderFacts(
            Account.DEFAULT,
            provider,
            Optional.empty(),
            clusters,
            pods.isEmpty() ? List.of() : List.of(NODE),
            pods));
  }

  private static Pod pod(String placement, String owner) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: p
          ownerReferences: [{apiVersion: apps/v1, kind: %s, name: x, uid: x}]
        spec:
          %s
          containers:
          - {name: web, image: nginx, resources: {requests: {cpu: 1500m, memory: 1Gi}}}
        """
            .formatted(owner, placement),
        Pod.class);
  }
}
