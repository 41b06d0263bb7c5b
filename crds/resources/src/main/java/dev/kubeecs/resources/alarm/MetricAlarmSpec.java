package dev.kubeecs.resources.alarm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.cloudwatch.ComparisonOperator;
import dev.kubeecs.api.cloudwatch.Dimension;
import dev.kubeecs.api.cloudwatch.StandardUnit;
import dev.kubeecs.api.cloudwatch.Statistic;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What PutMetricAlarm takes. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.datapointsToAlarm) || self.datapointsToAlarm <= self.evaluationPeriods",
    message = "datapointsToAlarm cannot be greater than evaluationPeriods",
    fieldPath = ".datapointsToAlarm")
public record MetricAlarmSpec(
    @JsonPropertyDescription("Name of the alarm; metadata.name when absent.")
        @Size(min = 1, max = 255)
        @Fixed("create another alarm")
        String alarmName,
    @JsonPropertyDescription("What the alarm is for.") @Size(max = 1024) String alarmDescription,
    @JsonPropertyDescription("Whether a change of state invokes actions; true when absent.")
        Boolean actionsEnabled,
    @JsonPropertyDescription(
            "Scaling policies that the state OK invokes, by ARN or as "
                + "resource/ecs/service/<cluster>/<service>:policyName/<policy>.")
        @Size(max = 5)
        List<String> okActions,
    @JsonPropertyDescription(
            "Scaling policies that the state ALARM invokes, by ARN or as "
                + "resource/ecs/service/<cluster>/<service>:policyName/<policy>.")
        @Size(max = 5)
        List<String> alarmActions,
    @JsonPropertyDescription(
            "Scaling policies that the state INSUFFICIENT_DATA invokes, by ARN or as "
                + "resource/ecs/service/<cluster>/<service>:policyName/<policy>.")
        @Size(max = 5)
        List<String> insufficientDataActions,
    @JsonPropertyDescription("Where the metric is: AWS/ECS or AWS/ApplicationELB.") @Required
        String namespace,
    @JsonPropertyDescription(
            "CPUUtilization or MemoryUtilization of AWS/ECS, in percent of what the tasks reserve; "
                + "RequestCountPerTarget of AWS/ApplicationELB.")
        @Required
        String metricName,
    @JsonPropertyDescription(
            "What of the datapoints of a period counts: Average, Minimum or Maximum over tasks and "
                + "time; Sum of requests.")
        @Required
        Statistic statistic,
    @JsonPropertyDescription(
            "Whose metric: ClusterName and ServiceName, or LoadBalancer and TargetGroup.")
        @Required
        @Size(min = 2, max = 2)
        List<Dimension> dimensions,
    @JsonPropertyDescription("The metric's unit; only to say it.") StandardUnit unit,
    @JsonPropertyDescription("Seconds of a period: a multiple of 60.") @Required @Min(60)
        Integer period,
    @JsonPropertyDescription("How many of the last periods are looked at.") @Required @Min(1)
        Integer evaluationPeriods,
    @JsonPropertyDescription(
            "In how many of them the metric must be beyond the threshold; in all when absent.")
        @Min(1)
        Integer datapointsToAlarm,
    @JsonPropertyDescription("What the metric is compared with.") @Required Double threshold,
    @JsonPropertyDescription("How it is compared.") @Required ComparisonOperator comparisonOperator,
    @JsonPropertyDescription(
            "How a period without datapoint counts: breaching, notBreaching, ignore (the state "
                + "stays) or missing (none at all is INSUFFICIENT_DATA); missing when absent.")
        String treatMissingData,
    @JsonPropertyDescription("The state that SetAlarmState asks for, until the next datapoint.")
        StateSetting setState,
    @JsonPropertyDescription("When the API changed the alarm last.") Instant configurationUpdated,
    @JsonPropertyDescription("Tags.") Map<String, String> tags)
    implements MetricAlarmSpecBuilder.With {

  public MetricAlarmSpec {
    okActions = Immutable.copy(okActions);
    alarmActions = Immutable.copy(alarmActions);
    insufficientDataActions = Immutable.copy(insufficientDataActions);
    dimensions = Immutable.copy(dimensions);
    tags = Immutable.copy(tags);
  }
}
