package dev.kubeecs.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.ApiModel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Members whose names begin with a capital on the wire. */
class WireNamesTest {

  private static final ApiModel MODEL = ApiModel.load("applicationautoscaling");

  private static final String WIRE =
      """
      {"ServiceNamespace":"ecs","Tags":{"Team":"web"},"SuspendedState":{"DynamicScalingInSuspended":true},
       "RoleARN":"r","Sugar":2,"MinCapacity":"lots"}""";

  private static final String OURS =
      """
      {"serviceNamespace":"ecs","tags":{"Team":"web"},"suspendedState":{"dynamicScalingInSuspended":true},
       "roleARN":"r","Sugar":2,"minCapacity":"lots"}""";

  @Test
  void namesChangeBothWaysAndNothingElseDoes() {
    String shape = "RegisterScalableTargetRequest";
    assertThat(WireNames.ours(MODEL, shape, json(WIRE))).isEqualTo(json(OURS));
    assertThat(WireNames.theirs(MODEL, shape, json(OURS))).isEqualTo(json(WIRE));
  }

  @Test
  void elementsOfListsChangeToo() {
    String shape = "DescribeScalingPoliciesResponse";
    assertThat(
            WireNames.theirs(MODEL, shape, json("{\"scalingPolicies\":[{\"policyARN\":\"a\"}]}")))
        .isEqualTo(json("{\"ScalingPolicies\":[{\"PolicyARN\":\"a\"}]}"));
  }

  @Test
  void onlyAnApiThatBeginsNamesWithACapitalIsRenamed() {
    assertThat(WireNames.differ(MODEL, "RegisterScalableTargetRequest")).isTrue();
    assertThat(WireNames.differ(ApiModel.load("ecs"), "RunTaskRequest")).isFalse();
    assertThat(WireNames.differ(ApiModel.load("logs"), "PutLogEventsRequest")).isFalse();
  }

  private static JsonNode json(String text) {
    return AwsJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
