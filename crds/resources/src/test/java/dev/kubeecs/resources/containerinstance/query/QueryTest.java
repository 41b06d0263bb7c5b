package dev.kubeecs.resources.containerinstance.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.containerinstance.Instance;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static final Instance INSTANCE =
      new Instance(
          "0123456789abcdef0123456789abcdef",
          true,
          "1.36.3",
          Optional.of("i-abcd1234"),
          Instant.parse("2024-05-17T10:00:00Z"),
          Map.of(
              "ecs.instance-type",
              "t2.small",
              "ecs.availability-zone",
              "us-east-1a",
              "stack",
              "prod",
              "generation",
              "9",
              "ssd",
              ""),
          3,
          Set.of("service:web", "database"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agentConnected == true",
        "agentConnected equals true",
        "agentVersion >= 1.9",
        "agentVersion < 1.36.10",
        "agentVersion == 1.36.3",
        "attribute:ecs.instance-type == t2.small",
        "attribute:ecs.instance-type==t2.small&&attribute:stack==prod",
        "attribute:ecs.instance-type =~ t2.*",
        "attribute:ecs.instance-type matches '(t2|t3)\\.(small|large)'",
        "attribute:ecs.instance-type !~ small",
        "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
        "attribute:ecs.availability-zone !in ['us-east-1c']",
        "attribute:ecs.availability-zone not_in [us-east-1c]",
        "attribute:stack exists",
        "attribute:ssd exists and attribute:ssd == ''",
        "attribute:gpu !exists",
        "attribute:gpu not_exists",
        "attribute:gpu != a100",
        "attribute:generation > 10 or attribute:generation < 10",
        "attribute:generation == 9.0",
        "ec2InstanceId in ['i-abcd1234', 'i-wxyz7890']",
        "registeredAt >= 2024-05-17 and registeredAt < 2024-05-18",
        "registeredAt == 2024-05-17T12:00:00+02:00",
        "registeredAt < \"2024-05-17T10:00:01+0000\"",
        "runningTasksCount == 3",
        "runningTasksCount > 2 AND runningTasksCount <= 3",
        "runningTasksCount in [1, 3]",
        "task:group == service:web",
        "task:group == database",
        "task:group != service:api",
        "not (task:group == service:api)",
        "!(task:group == service:api)",
        "not(task:group == service:api)",
        "task:group =~ service:.*",
        "agentConnected == false or agentConnected == true and runningTasksCount > 2",
        "not agentConnected == false and not runningTasksCount == 0",
        "  agentConnected\t== true\n",
      })
  void holds(String expression) {
    assertThat(Query.holds(ExpressionParser.parse(expression), INSTANCE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agentConnected != true",
        "attribute:ecs.instance-type == t2.large",
        "attribute:ecs.instance-type =~ small",
        "attribute:gpu == ''",
        "attribute:gpu > 0",
        "attribute:gpu =~ .*",
        "attribute:stack !exists",
        "task:group != service:web",
        "task:group !in [service:web, other]",
        "task:group !~ service:.*",
        "runningTasksCount < 3",
        "(agentConnected == false or agentConnected == true) and runningTasksCount > 3",
        "not (agentConnected == true and runningTasksCount == 3)",
        "registeredAt > 2024-06-01",
      })
  void doesNotHold(String expression) {
    assertThat(Query.holds(ExpressionParser.parse(expression), INSTANCE)).isFalse();
  }
}
