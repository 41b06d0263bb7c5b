package dev.kubeecs.resources.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.kubeecs.api.ecs.ContainerDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsLogsTest {

  @Test
  void streamsHaveTheNamesThatEcsGivesThem() {
    assertThat(awsLogs("{awslogs-group: g, awslogs-stream-prefix: p}").stream("web", "t1", "id"))
        .isEqualTo("p/web/t1");
    assertThat(awsLogs("{awslogs-group: g}").stream("web", "t1", "id")).isEqualTo("id");
  }

  @Test
  void otherDriversLogElsewhere() {
    ContainerDefinition container =
        Serialization.unmarshal(
            "---\n{name: a, logConfiguration: {logDriver: json-file}}", ContainerDefinition.class);
    assertThat(AwsLogs.of(container)).isEmpty();
    assertThat(AwsLogs.of(ContainerDefinition.builder().name("a").build())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%Y-%m-%d %H:%M:%S       | 2026-11-21 15:26:04 hello      | true",
        "%Y-%m-%d %H:%M:%S       |   at com.example.Main          | false",
        "\\[%b %d, %Y %H:%M:%S\\] | [Nov 21, 2026 15:26:04] hello  | true",
        "%a %B %j %p %z          | Sat November 325 PM +0100      | true",
        "%H:%M:%S%L              | 15:26:04.123 hello             | true",
        "%Z                      | no zone                        | false",
      })
  void formatsOfTimesAreExpressions(String format, String line, boolean begins) {
    assertThat(Pattern.compile(DatetimeFormat.expression(format)).matcher(line).find())
        .isEqualTo(begins);
  }

  private static AwsLogs awsLogs(String options) {
    ContainerDefinition container =
        Serialization.unmarshal(
            "---\n{name: a, logConfiguration: {logDriver: awslogs, options: " + options + "}}",
            ContainerDefinition.class);
    return AwsLogs.of(container).orElseThrow();
  }
}
