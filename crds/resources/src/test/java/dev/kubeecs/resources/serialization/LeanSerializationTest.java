package dev.kubeecs.resources.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.cluster.EcsClusterSpecBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanSerializationTest {

  private final KubernetesSerialization lean =
      new LeanSerialization(new ObjectMapper(), Pod.class, EcsCluster.class, Status.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // as the API server writes built-in kinds, and custom resources
        """
        {"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","labels":{"x":"y"}},"spec":{"nodeName":"n"}}}
        """,
        """
        {"type":"ADDED","object":{"apiVersion":"kube-ecs.dev/v1alpha1","kind":"EcsCluster","metadata":{"name":"a"},"spec":{"clusterName":"b"}}}
        """,
        // in orders that it does not use, of an unknown kind, of no kind
        """
        {"object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"}},"type":"DELETED"}
        """,
        """
        {"type":"ADDED","object":{"metadata":{"name":"a"},"kind":"Pod","apiVersion":"v1"}}
        """,
        """
        {"type":"ADDED","object":{"apiVersion":"example.org/v1","kind":"Other","metadata":{"name":"a"}}}
        """,
        """
        {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version","code":410}}
        """,
      })
  void readsEventsAsTheClientItselfDoes(String event) {
    KubernetesSerialization plain = new KubernetesSerialization(new ObjectMapper(), true);
    plain.registerKubernetesResource(EcsCluster.class);
    WatchEvent read = lean.unmarshal(event, WatchEvent.class);
    WatchEvent expected = plain.unmarshal(event, WatchEvent.class);
    assertThat(read.getType()).isEqualTo(expected.getType());
    if (read.getObject() instanceof GenericKubernetesResource) {
      assertThat(lean.convertValue(read.getObject(), Map.class))
          .isEqualTo(plain.convertValue(expected.getObject(), Map.class));
    } else {
      assertThat(read.getObject()).isEqualTo(expected.getObject());
    }
  }

  @Test
  void leavesTheManagedFieldsOut() {
    WatchEvent event =
        lean.unmarshal(
            """
            {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a",
              "managedFields":[{"manager":"kubelet","fieldsV1":{"f:status":{}}}],"uid":"u"}}}
            """,
            WatchEvent.class);
    Pod pod = (Pod) event.getObject();
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(pod.getMetadata().getUid()).isEqualTo("u");
  }

  @Test
  void copiesOfResourcesShareTheRecordsAndNothingElse() {
    EcsCluster cluster = new EcsCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName("a").addToLabels("x", "y").build());
    cluster.setSpec(EcsClusterSpecBuilder.builder().clusterName("b").build());
    EcsCluster copy = lean.clone(cluster);
    assertThat(copy).isEqualTo(cluster).isNotSameAs(cluster);
    assertThat(copy.getSpec()).isSameAs(cluster.getSpec());
    copy.getMetadata().getLabels().put("x", "z");
    copy.addFinalizer("kube-ecs.dev/copy");
    assertThat(cluster.getMetadata().getLabels()).containsEntry("x", "y");
    assertThat(cluster.getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void copiesOfPodsHaveMetadataOfTheirOwn() {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .addToLabels("x", "y")
            .endMetadata()
            .withNewSpec()
            .withNodeName("n")
            .endSpec()
            .build();
    Pod copy = lean.clone(pod);
    assertThat(copy).isEqualTo(pod);
    copy.getMetadata().getLabels().put("x", "z");
    assertThat(pod.getMetadata().getLabels()).containsEntry("x", "y");
  }

  @Test
  void copiesOfOtherObjectsShareNothing() {
    Node node = new NodeBuilder().withNewSpec().withPodCIDR("a").endSpec().build();
    Node copy = lean.clone(node);
    copy.getSpec().setPodCIDR("b");
    assertThat(node.getSpec().getPodCIDR()).isEqualTo("a");
  }
}
