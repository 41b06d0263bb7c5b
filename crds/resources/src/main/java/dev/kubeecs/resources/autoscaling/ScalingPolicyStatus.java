package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** What the operator tells of a policy. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScalingPolicyStatus(
    @JsonPropertyDescription("Name of the policy.") String policyName,
    @JsonPropertyDescription("The metric as last measured; absent where it is not known.")
        Double metricValue,
    @JsonPropertyDescription("Whether the alarm that scales out is in the state ALARM.")
        Boolean alarmHigh,
    @JsonPropertyDescription("Whether the alarm that scales in is in the state ALARM.")
        Boolean alarmLow,
    @JsonPropertyDescription("When an alarm that the policy has answered to had found its state.")
        Instant lastInvocation,
    @JsonPropertyDescription("When the policy last scaled out.") Instant lastScaleOut,
    @JsonPropertyDescription("The desired count from which the policy last scaled out.")
        Integer scaledOutFrom,
    @JsonPropertyDescription("When the policy last scaled in.") Instant lastScaleIn)
    implements ScalingPolicyStatusBuilder.With {}
