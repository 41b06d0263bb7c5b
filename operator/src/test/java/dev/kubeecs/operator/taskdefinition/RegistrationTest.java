package dev.kubeecs.operator.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationTest {

  private final TaskDefinition first = definition("uid", "nginx:1");
  private final TaskDefinition changed = definition("uid", "nginx:2");
  private final TaskDefinition recreated = definition("another uid", "nginx:1");

  @Test
  void theFirstRevisionIsNumberOne() {
    assertThat(Registration.present(first, List.of())).isEmpty();
    assertThat(Registration.nextNumber(List.of())).isEqualTo(1);
    TaskDefinitionRevision revision = Registration.revision(first, 1);
    assertThat(revision.getMetadata().getName()).isEqualTo("hello-1");
    assertThat(revision.getSpec().family()).isEqualTo("hello");
    assertThat(revision.getSpec().taskDefinition().family()).isEqualTo("hello");
  }

  @Test
  void theSameContentIsRegisteredOnce() {
    TaskDefinitionRevision revision = Registration.revision(first, 1);
    assertThat(Registration.present(first, List.of(revision))).contains(revision);
  }

  @Test
  void anotherContentGetsTheNextNumber() {
    List<TaskDefinitionRevision> known = List.of(Registration.revision(first, 1));
    assertThat(Registration.present(changed, known)).isEmpty();
    assertThat(Registration.nextNumber(known)).isEqualTo(2);
  }

  @Test
  void goingBackToAnOldContentIsAChangeToo() {
    List<TaskDefinitionRevision> known =
        List.of(Registration.revision(first, 1), Registration.revision(changed, 2));
    assertThat(Registration.present(first, known)).isEmpty();
  }

  @Test
  void whatOthersRegisteredMeanwhileChangesOnlyTheNumber() {
    List<TaskDefinitionRevision> known =
        List.of(Registration.revision(first, 1), Registration.revision(recreated, 7));
    assertThat(Registration.present(first, known)).contains(known.getFirst());
    assertThat(Registration.nextNumber(known)).isEqualTo(8);
  }

  private static TaskDefinition definition(String uid, String image) {
    TaskDefinition definition = new TaskDefinition();
    definition.setMetadata(
        new ObjectMetaBuilder().withNamespace("default").withName("hello").withUid(uid).build());
    definition.setSpec(
        TaskDefinitionSpecBuilder.builder()
            .containerDefinitions(
                List.of(ContainerDefinition.builder().name("web").image(image).build()))
            .build());
    return definition;
  }
}
