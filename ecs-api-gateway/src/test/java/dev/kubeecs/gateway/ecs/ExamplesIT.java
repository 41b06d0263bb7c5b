package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.gateway.ecs.RawCalls.Answer;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.resources.task.EcsTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The examples of the API's model, sent as documented. Answers have the documented members, of the
 * documented types; values differ by nature.
 */
@EcsApiTest
class ExamplesIT {

  /**
   * An example of the model.
   *
   * @param input as documented, but for accounts and ids
   */
  record Example(String operation, String id, JsonNode input, JsonNode output) {
    @Override
    public String toString() {
      return operation + " " + id;
    }
  }

  /** Documented members that an answer rightly lacks. */
  private static final Set<String> LACKING =
      Set.of(
          // Of resources of another kind than INTEGER and of what has happened; there is no
          // operator.
          "containerInstances.registeredResources.stringSetValue",
          "containerInstances.remainingResources.stringSetValue",
          "services.events.",
          "tasks.containerInstanceArn",
          "tasks.containers.networkBindings.");

  private final RawCalls calls;
  private final Map<String, String> replacements;

  ExamplesIT(EcsApi api) {
    calls = new RawCalls(api);
    EcsClient ecs = api.ecs();
    for (String cluster : List.of("default", "test", "my_cluster")) {
      ecs.createCluster(r -> r.clusterName(cluster));
    }
    ecs.createCluster(r -> r.clusterName("dev").tags(t -> t.key("team").value("dev")));
    for (String family :
        List.of("node-js-app", "web-timer", "hpcc", "hpcc-c4-8xlarge", "sleep360", "wordpress")) {
      Fixtures.bridge(ecs, family);
    }
    Fixtures.bridge(ecs, "amazon-ecs-sample");
    Fixtures.bridge(ecs, "console-sample-app-static");
    for (int revision = 1; revision <= 8; revision++) {
      helloWorld(ecs);
    }
    ecs.createService(
        r -> r.serviceName("my-http-service").taskDefinition("hello_world").desiredCount(0));
    ContainerInstance kept = instance(ecs);
    ContainerInstance left = instance(ecs);
    Task task =
        ecs.runTask(r -> r.taskDefinition("sleep360:1").startedBy("ecs-svc/1")).tasks().getFirst();
    place(api, task, kept);
    replacements =
        Map.of(
            "<aws_account_id>", api.account().id(),
            "012345678910", api.account().id(),
            ":aws_account_id:", ":" + api.account().id() + ":",
            "ecs:region:", "ecs:us-east-1:",
            "container_instance_UUID", id(left.containerInstanceArn()),
            "f2756532-8f13-4d53-87c9-aed50dc94cd7", id(kept.containerInstanceArn()),
            "f6bbb147-5370-4ace-8c73-c7181ded911f", id(kept.containerInstanceArn()),
            "c5cba4eb-5dad-405e-96db-71ef8eefe6a8", id(task.taskArn()));
  }

  /**
   * In the model's order, in which things are created before they are described; ends come last.
   */
  static Stream<Example> examples() throws IOException {
    try (InputStream file = ApiModel.class.getResourceAsStream("ecs-examples.json")) {
      JsonNode all = RawCalls.tree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      List<Example> examples = new ArrayList<>();
      all.forEach(
          example ->
              examples.add(
                  new Example(
                      example.path("operation").asText(),
                      example.path("id").asText(),
                      example.path("input"),
                      example.path("output"))));
      return examples.stream().sorted(Comparator.comparing(ExamplesIT::ends));
    }
  }

  private static boolean ends(Example example) {
    return example.operation().startsWith("Delete") || example.operation().startsWith("Dereg");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAnsweredAsDocumented(Example example) {
    if (example.operation().equals("DeleteService")) {
      calls.api().ecs().updateService(r -> r.service("my-http-service").desiredCount(0));
    }
    Answer answer = calls.send(example.operation(), input(example));
    if (example.input().has("loadBalancers")) {
      assertThat(answer.status()).isEqualTo(400);
      // It names a classic load balancer, which an account of today does not have.
      assertThat(answer.body().toString()).contains("load balancer EC2Contai-EcsElast-");
      return;
    }
    assertThat(answer.status()).as("%s: %s", example, answer.body()).isEqualTo(200);
    Set<String> lacking = new TreeSet<>();
    compare("", example.output(), answer.body(), lacking);
    assertThat(lacking).as("documented, and not in %s", answer.body()).isEmpty();
  }

  private JsonNode input(Example example) {
    String text = example.input().toString();
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      text = text.replace(replacement.getKey(), replacement.getValue());
    }
    return RawCalls.tree(text);
  }

  private static void compare(
      String path, JsonNode documented, JsonNode answered, Set<String> lacking) {
    if (LACKING.stream().anyMatch((path + ".")::startsWith)) {
      return;
    }
    if (documented.isObject() && answered.isObject()) {
      documented
          .properties()
          .forEach(
              member ->
                  compare(
                      path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                      member.getValue(),
                      answered.path(member.getKey()),
                      lacking));
    } else if (documented.isArray() && answered.isArray()) {
      if (!documented.isEmpty() && answered.isEmpty()) {
        lacking.add(path + "[]");
      } else if (!documented.isEmpty()) {
        compare(path, documented.get(0), answered.get(0), lacking);
      }
    } else if (answered.isMissingNode()
        || answered.isContainerNode()
        || documented.isContainerNode()) {
      lacking.add(path);
    }
  }

  private static void helloWorld(EcsClient ecs) {
    ecs.registerTaskDefinition(
        r ->
            r.family("hello_world")
                .containerDefinitions(
                    c ->
                        c.name("wordpress")
                            .image("wordpress")
                            .cpu(10)
                            .memory(500)
                            .essential(true)
                            .links("mysql")
                            .portMappings(p -> p.containerPort(80).hostPort(80)),
                    c ->
                        c.name("mysql")
                            .image("mysql")
                            .cpu(10)
                            .memory(500)
                            .essential(true)
                            .environment(e -> e.name("MYSQL_ROOT_PASSWORD").value("password"))));
  }

  private static ContainerInstance instance(EcsClient ecs) {
    String document =
        "{\"instanceId\":\"i-%s\",\"instanceType\":\"m5.large\",\"availabilityZone\":\"us-east-1b\",\"architecture\":\"x86_64\"}"
            .formatted(UUID.randomUUID().toString().substring(0, 8));
    return ecs.registerContainerInstance(r -> r.instanceIdentityDocument(document))
        .containerInstance();
  }

  /** What the operator does of a task that runs. */
  private static void place(EcsApi api, Task task, ContainerInstance instance) {
    String id = id(task.taskArn());
    EcsTask resource = api.resources().resources(EcsTask.class).withName(id).get();
    api.status(
        resource,
        """
        lastStatus: RUNNING
        containerInstanceArn: %s
        containers:
        - {name: web, lastStatus: RUNNING, containerArn: %s, taskArn: %s}
        """
            .formatted(
                instance.containerInstanceArn(),
                task.containers().getFirst().containerArn(),
                task.taskArn()));
  }

  private static String id(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
