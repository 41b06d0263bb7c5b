package dev.kubeecs.model.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file of descriptions says one thing about each member, and nothing about what is not. */
class DescriptionsTest {

  private static final ApiModel MODEL = ApiModel.load("ecs");

  @Test
  void everyKeyNamesAShapeAndAMemberOfTheModel() throws IOException {
    assertThat(keys()).isNotEmpty().allSatisfy(key -> assertThat(exists(key)).as(key).isTrue());
  }

  @Test
  void noMemberIsDescribedTwice() throws IOException {
    assertThat(keys()).doesNotHaveDuplicates();
  }

  private static boolean exists(String key) {
    int dot = key.indexOf('.');
    return dot > 0
        && MODEL.shapes().get(key.substring(0, dot)) instanceof Shape.Structure structure
        && structure.members().containsKey(key.substring(dot + 1));
  }

  /** As they stand in the file: Properties would hide a key that comes twice. */
  private static List<String> keys() throws IOException {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                ApiModel.class.getResourceAsStream("ecs-descriptions.properties"),
                StandardCharsets.UTF_8))) {
      return file.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf('=')).strip())
          .toList();
    }
  }
}
