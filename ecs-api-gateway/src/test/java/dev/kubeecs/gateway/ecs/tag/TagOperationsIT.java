package dev.kubeecs.gateway.ecs.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import dev.kubeecs.gateway.ecs.Fixtures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Tag;

@EcsApiTest
class TagOperationsIT {

  private final EcsApi api;
  private final List<String> arns;

  TagOperationsIT(EcsApi api) {
    this.api = api;
    api.ecs().createCluster(r -> r.clusterName("demo"));
    Fixtures.bridge(api.ecs(), "legacy");
    arns =
        List.of(
            api.account().clusterArn("demo"),
            api.account().taskDefinitionArn("legacy", 1),
            api.ecs()
                .runTask(r -> r.cluster("demo").taskDefinition("legacy"))
                .tasks()
                .getFirst()
                .taskArn(),
            api.ecs()
                .createService(
                    r ->
                        r.cluster("demo")
                            .serviceName("hello")
                            .taskDefinition("legacy")
                            .desiredCount(0))
                .service()
                .serviceArn());
  }

  @Test
  void everythingThatHasTags() {
    for (String arn : arns) {
      api.ecs()
          .tagResource(
              r -> r.resourceArn(arn).tags(tag("a", "1"), tag("b", "2"), tag("with space", "")));
      api.ecs().tagResource(r -> r.resourceArn(arn).tags(tag("a", "3")));
      api.ecs().untagResource(r -> r.resourceArn(arn).tagKeys("b", "absent"));
      assertThat(api.ecs().listTagsForResource(r -> r.resourceArn(arn)).tags())
          .as(arn)
          .containsExactly(tag("a", "3"), tag("with space", ""));
    }
  }

  @Test
  void fiftyTagsAreTheLimit() {
    String arn = arns.getFirst();
    api.refused(
            "LimitExceededException",
            ecs -> {
              ecs.tagResource(r -> r.resourceArn(arn).tags(numbered(0, 40)));
              ecs.tagResource(r -> r.resourceArn(arn).tags(numbered(30, 51)));
            })
        .contains("at most 50");
    api.ecs()
        .untagResource(
            r -> r.resourceArn(arn).tagKeys(numbered(0, 40).stream().map(Tag::key).toList()));
  }

  @Test
  void keysOfAwsAreReserved() {
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.tagResource(r -> r.resourceArn(arns.getFirst()).tags(tag("aws:a", "b"))))
        .contains("aws: prefixed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cluster/absent          | ClusterNotFoundException
          service/demo/absent     | ResourceNotFoundException
          service/absent          | ResourceNotFoundException
          task/demo/0000          | ResourceNotFoundException
          task-definition/x:1     | ResourceNotFoundException
          task-definition/legacy  | ResourceNotFoundException
          container-instance/demo/1 | ResourceNotFoundException
          """)
  void whatIsNotThere(String resource, String code) {
    String arn = "arn:aws:ecs:us-east-1:%s:%s".formatted(api.account().id(), resource);
    api.refused(code, ecs -> ecs.tagResource(r -> r.resourceArn(arn).tags(tag("a", "b"))))
        .isNotBlank();
  }

  @Test
  void whatIsOverIsNotTagged() {
    api.ecs().createCluster(r -> r.clusterName("over"));
    api.ecs().deleteCluster(r -> r.cluster("over"));
    api.refused(
            "InvalidParameterException",
            ecs ->
                ecs.tagResource(
                    r -> r.resourceArn(api.account().clusterArn("over")).tags(tag("a", "b"))))
        .isEqualTo("The specified cluster is inactive. Specify an active cluster and try again.");
  }

  private static List<Tag> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> tag("key-" + i, "v")).toList();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
