package dev.kubeecs.gateway.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

@EcsApiTest
class TaskDefinitionOperationsIT {

  private final EcsApi api;

  TaskDefinitionOperationsIT(EcsApi api) {
    this.api = api;
  }

  @Test
  void registeringAnswersWhatWasRegisteredWithDefaultsFilledIn() {
    RegisterTaskDefinitionResponse response =
        api.ecs()
            .registerTaskDefinition(
                r ->
                    r.family("Web_App")
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .tags(t -> t.key("a").value("b"))
                        .containerDefinitions(
                            c ->
                                c.name("web")
                                    .image("nginx")
                                    .portMappings(p -> p.containerPort(80))));
    TaskDefinition definition = response.taskDefinition();
    assertThat(definition.taskDefinitionArn())
        .isEqualTo(api.account().taskDefinitionArn("Web_App", 1));
    assertThat(definition.status()).isEqualTo(TaskDefinitionStatus.ACTIVE);
    assertThat(definition.compatibilities())
        .containsExactly(Compatibility.EC2, Compatibility.FARGATE);
    assertThat(definition.registeredBy())
        .isEqualTo("arn:aws:iam::%s:root".formatted(api.account().id()));
    assertThat(response.tags()).hasSize(1);
    ContainerDefinition container = definition.containerDefinitions().getFirst();
    assertThat(container.essential()).isTrue();
    assertThat(container.cpu()).isZero();
    assertThat(container.portMappings().getFirst().hostPort()).isEqualTo(80);
    assertThat(container.hasEnvironment()).isTrue();

    assertThat(api.ecs().describeTaskDefinition(r -> r.taskDefinition("Web_App")).taskDefinition())
        .isEqualTo(definition);
  }

  @Test
  void whatIsStoredIsWhatWasSentWordForWord() {
    TaskDefinition registered = Fixtures.bridge(api.ecs(), "word-for-word");
    TaskDefinitionRevision stored =
        api.resources()
            .resources(TaskDefinitionRevision.class)
            .withName("word-for-word-" + registered.revision())
            .get();
    assertThat(stored.getSpec().taskDefinition().containerDefinitions().getFirst().cpu()).isNull();
    assertThat(stored.getSpec().taskDefinition().volumes()).isNull();
  }

  @Test
  void numbersAreGivenOnceEvenToManyAtOnce() throws Exception {
    Callable<Integer> register = () -> Fixtures.bridge(api.ecs(), "crowd").revision();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> numbers =
          threads.invokeAll(IntStream.range(0, 12).mapToObj(i -> register).toList()).stream()
              .map(Future::resultNow)
              .sorted()
              .toList();
      assertThat(numbers).containsExactlyElementsOf(IntStream.rangeClosed(1, 12).boxed().toList());
    }
  }

  @Test
  void aFamilyMeansItsNewestActiveRevision() {
    IntStream.range(0, 3).forEach(i -> Fixtures.bridge(api.ecs(), "newest"));
    assertThat(described("newest").revision()).isEqualTo(3);
    TaskDefinition gone =
        api.ecs().deregisterTaskDefinition(r -> r.taskDefinition("newest:3")).taskDefinition();
    assertThat(gone.status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    assertThat(gone.deregisteredAt()).isNotNull();
    assertThat(described("newest").revision()).isEqualTo(2);
    assertThat(described("newest:3").status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    assertThat(described(gone.taskDefinitionArn()).revision()).isEqualTo(3);
    assertThat(Fixtures.bridge(api.ecs(), "newest").revision()).isEqualTo(4);
  }

  @Test
  void tagsAreToldWhenTheyAreAskedFor() {
    api.ecs()
        .registerTaskDefinition(
            r ->
                r.family("tagged")
                    .tags(t -> t.key("a").value("b"))
                    .containerDefinitions(c -> c.name("a").image("b").memory(64)));
    DescribeTaskDefinitionResponse with =
        api.ecs()
            .describeTaskDefinition(
                r -> r.taskDefinition("tagged").include(TaskDefinitionField.TAGS));
    assertThat(with.tags()).hasSize(1);
    assertThat(api.ecs().describeTaskDefinition(r -> r.taskDefinition("tagged")).hasTags())
        .isFalse();
  }

  @Test
  void listing() {
    IntStream.range(0, 11).forEach(i -> Fixtures.bridge(api.ecs(), "list"));
    Fixtures.bridge(api.ecs(), "list-other");
    api.ecs().deregisterTaskDefinition(r -> r.taskDefinition("list:2"));

    assertThat(list("list", null, SortOrder.DESC)).startsWith("list:11", "list:10", "list:9");
    assertThat(list("list", null, null))
        .hasSize(10)
        .startsWith("list:1", "list:3")
        .endsWith("list:10", "list:11");
    assertThat(list("list", TaskDefinitionStatus.INACTIVE, null)).containsExactly("list:2");
    List<ListTaskDefinitionsResponse> pages =
        api.ecs().listTaskDefinitionsPaginator(r -> r.familyPrefix("list").maxResults(4)).stream()
            .toList();
    assertThat(pages).extracting(page -> page.taskDefinitionArns().size()).containsExactly(4, 4, 2);
  }

  @Test
  void families() {
    Fixtures.bridge(api.ecs(), "family-a");
    Fixtures.bridge(api.ecs(), "family-b");
    api.ecs().deregisterTaskDefinition(r -> r.taskDefinition("family-b:1"));
    assertThat(families(null)).containsExactly("family-a", "family-b");
    assertThat(families(TaskDefinitionFamilyStatus.ACTIVE)).containsExactly("family-a");
    assertThat(families(TaskDefinitionFamilyStatus.INACTIVE)).containsExactly("family-b");
  }

  @Test
  void onlyInactiveRevisionsAreDeleted() {
    Fixtures.bridge(api.ecs(), "delete");
    Fixtures.bridge(api.ecs(), "delete");
    api.ecs().deregisterTaskDefinition(r -> r.taskDefinition("delete:1"));
    DeleteTaskDefinitionsResponse response =
        api.ecs().deleteTaskDefinitions(r -> r.taskDefinitions("delete:1", "delete:2", "delete:3"));
    assertThat(response.taskDefinitions())
        .singleElement()
        .satisfies(
            deleted ->
                assertThat(deleted.status()).isEqualTo(TaskDefinitionStatus.DELETE_IN_PROGRESS));
    assertThat(response.failures())
        .extracting(Failure::arn)
        .containsExactly(
            api.account().taskDefinitionArn("delete", 2),
            api.account().taskDefinitionArn("delete", 3));
    assertThat(response.failures())
        .extracting(Failure::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("still in ACTIVE status"),
            reason -> assertThat(reason).contains("does not exist"));
    assertThat(list("delete", TaskDefinitionStatus.DELETE_IN_PROGRESS, null))
        .containsExactly("delete:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent     | ClientException | Unable to describe task definition.
          absent:1   | ClientException | Unable to describe task definition.
          a:b        | ClientException | Invalid task definition identifier: a:b
          arn:aws:ecs:us-east-1:999999999999:task-definition/a:1 | InvalidParameterException | Invalid identifier: Identifier is for 999999999999.
          arn:aws:ecs:us-east-1:000000000000:cluster/a | ClientException | Invalid task definition identifier: arn:aws:ecs
          """)
  void namesOfNothing(String name, String code, String message) {
    api.refused(code, ecs -> ecs.describeTaskDefinition(r -> r.taskDefinition(name)))
        .startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          300 | 512  | nginx | ClientException | No Fargate configuration exists for given values | cpu
          256 | 4096 | nginx | ClientException | No Fargate configuration exists for given values | memory
          256 | 512  |       | ClientException | Container.image should not be null or empty       | containerDefinitions[0].image
          """)
  void definitionsThatBreakARule(
      String cpu, String memory, String image, String code, String message, String field) {
    api.refused(
            code,
            ecs ->
                ecs.registerTaskDefinition(
                    r ->
                        r.family("broken")
                            .requiresCompatibilities(Compatibility.FARGATE)
                            .networkMode(NetworkMode.AWSVPC)
                            .cpu(cpu)
                            .memory(memory)
                            .containerDefinitions(c -> c.name("web").image(image))))
        .contains(message, field);
    assertThat(list("broken", null, null)).isEmpty();
  }

  @Test
  void whatCannotBeHonouredIsRefusedByName() {
    api.refused(
            "ClientException",
            ecs ->
                ecs.registerTaskDefinition(
                    r ->
                        r.family("broken")
                            .containerDefinitions(
                                c -> c.name("a").image("b").memory(64).user("nginx"))))
        .contains("containerDefinitions[0].user (", "give numbers");
  }

  @Test
  void deregisteringNeedsANumber() {
    api.refused(
            "ClientException", ecs -> ecs.deregisterTaskDefinition(r -> r.taskDefinition("newest")))
        .contains("A revision is required");
  }

  private TaskDefinition described(String name) {
    return api.ecs().describeTaskDefinition(r -> r.taskDefinition(name)).taskDefinition();
  }

  private List<String> list(String family, TaskDefinitionStatus status, SortOrder sort) {
    return api
        .ecs()
        .listTaskDefinitions(r -> r.familyPrefix(family).status(status).sort(sort))
        .taskDefinitionArns()
        .stream()
        .map(arn -> arn.substring(arn.indexOf('/') + 1))
        .toList();
  }

  private List<String> families(TaskDefinitionFamilyStatus status) {
    return api.ecs()
        .listTaskDefinitionFamilies(r -> r.familyPrefix("family-").status(status))
        .families();
  }
}
