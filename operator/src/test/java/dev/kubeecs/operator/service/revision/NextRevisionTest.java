package dev.kubeecs.operator.service.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import dev.kubeecs.resources.service.EcsServiceSpecBuilder;
import dev.kubeecs.resources.service.RevisionContent;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextRevisionTest {

  private static final String UID = "f1d5c0de-0000-4000-8000-000000000001";
  private static final String ASKED = "1234567890123456789";

  @Test
  void theFirstRevisionHasTheIdAskedForOrADerivedOne() {
    assertThat(next(ASKED, "hello:1", List.of()))
        .hasValueSatisfying(
            next -> {
              assertThat(next.spec().deploymentId()).isEqualTo(ASKED);
              assertThat(next.number()).isEqualTo(1);
            });
    assertThat(next(null, "hello:1", List.of()).orElseThrow().spec().deploymentId())
        .matches("[1-9]\\d{18}");
  }

  @Test
  void theSameContentIsNoNewRevision() {
    assertThat(next(null, "hello:1", history(null, "hello:1"))).isEmpty();
    assertThat(next(ASKED, "hello:1", history(ASKED, "hello:1"))).isEmpty();
  }

  @Test
  void anotherIdForcesADeploymentOfTheSameContent() {
    assertThat(next(ASKED, "hello:1", history(null, "hello:1")))
        .map(next -> next.spec().deploymentId())
        .contains(ASKED);
  }

  @Test
  void otherContentUnderTheSameIdGetsADerivedId() {
    assertThat(next(ASKED, "hello:2", history(ASKED, "hello:1")))
        .hasValueSatisfying(
            next -> {
              assertThat(next.spec().deploymentId()).matches("\\d{19}").isNotEqualTo(ASKED);
              assertThat(next.number()).isEqualTo(2);
            });
  }

  @Test
  void theIdIsTheSameWheneverItIsDerived() {
    List<EcsServiceRevision> history = history(null, "hello:1");
    assertThat(next(null, "hello:2", history)).isEqualTo(next(null, "hello:2", history));
  }

  @Test
  void goingBackAndForthIsAlwaysANewRevision() {
    List<EcsServiceRevision> history = history(null, "hello:1", "hello:2", "hello:1", "hello:2");
    assertThat(history).hasSize(4);
    assertThat(history)
        .extracting(revision -> revision.getSpec().deploymentId())
        .doesNotHaveDuplicates();
  }

  private static Optional<NextRevision> next(
      String asked, String taskDefinition, List<EcsServiceRevision> history) {
    return NextRevision.of(UID, asked, content(taskDefinition), history);
  }

  /** What comes of a service that asks for one task definition after the other. */
  private static List<EcsServiceRevision> history(String asked, String... taskDefinitions) {
    List<EcsServiceRevision> history = new ArrayList<>();
    for (String taskDefinition : taskDefinitions) {
      next(asked, taskDefinition, history).map(NextRevisionTest::created).ifPresent(history::add);
    }
    return history;
  }

  private static EcsServiceRevision created(NextRevision next) {
    EcsServiceRevision revision = new EcsServiceRevision();
    revision.setMetadata(
        new ObjectMetaBuilder()
            .withName("hello-" + next.spec().deploymentId())
            .addToLabels(Labels.NUMBER, String.valueOf(next.number()))
            .build());
    revision.setSpec(next.spec());
    return revision;
  }

  private static EcsServiceRevisionSpec content(String taskDefinition) {
    return RevisionContent.of(
        "hello", "hello", "demo", EcsServiceSpecBuilder.builder().build(), taskDefinition);
  }
}
