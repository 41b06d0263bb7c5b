package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What DescribeTargetGroups and DescribeTargetHealth tell beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetGroupStatus(
    @JsonPropertyDescription("Amazon Resource Name of the target group.") String targetGroupArn,
    @JsonPropertyDescription("Load balancers that forward to it.") List<String> loadBalancerArns,
    @JsonPropertyDescription("Every target and its health.") List<RegisteredTarget> targets,
    @JsonPropertyDescription("How many targets there are.") Integer targetCount,
    @JsonPropertyDescription("How many of them are healthy.") Integer healthyCount,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements TargetGroupStatusBuilder.With, StatusWithConditions {

  public TargetGroupStatus {
    loadBalancerArns = Immutable.copy(loadBalancerArns);
    targets = Immutable.copy(targets);
    conditions = Immutable.copy(conditions);
  }
}
