package dev.kubeecs.model.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of descriptions says one thing about each member, and nothing about what is not. */
class DescriptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "applicationautoscaling",
        "cloudwatch",
        "codedeploy",
        "ecs",
        "elbv2",
        "servicediscovery"
      })
  void everyKeyNamesAShapeAndAMemberOfTheModel(String service) throws IOException {
    ApiModel model = ApiModel.load(service);
    assertThat(keys(service))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(exists(model, key)).as(key).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "applicationautoscaling",
        "cloudwatch",
        "codedeploy",
        "ecs",
        "elbv2",
        "servicediscovery"
      })
  void noMemberIsDescribedTwice(String service) throws IOException {
    assertThat(keys(service)).doesNotHaveDuplicates();
  }

  private static boolean exists(ApiModel model, String key) {
    int dot = key.indexOf('.');
    return dot > 0
        && model.shapes().get(key.substring(0, dot)) instanceof Shape.Structure structure
        && structure.members().containsKey(key.substring(dot + 1));
  }

  /** As they stand in the file: Properties would hide a key that comes twice. */
  private static List<String> keys(String service) throws IOException {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                ApiModel.class.getResourceAsStream(service + "-descriptions.properties"),
                StandardCharsets.UTF_8))) {
      return file.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf('=')).strip())
          .toList();
    }
  }
}
