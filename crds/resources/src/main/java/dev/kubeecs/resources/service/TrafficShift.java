package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/**
 * How far a deployment that shifts traffic has come: all that the next step is decided on. Absent
 * members are written as null, so that a merge patch removes them.
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrafficShift(
    @JsonPropertyDescription("What is being done.") TrafficShiftStage stage,
    @JsonPropertyDescription("Which step of production traffic, from 0.") Integer step,
    @JsonPropertyDescription("Percent of production traffic that the target shall get.")
        Double productionWeight,
    @JsonPropertyDescription("Percent of test traffic that the target shall get.")
        Double testWeight,
    @JsonPropertyDescription("Since when nothing but time, or the hooks, is awaited.")
        Instant waitingSince,
    @JsonPropertyDescription("The hooks of this stage, once they are due.") List<HookRun> hooks,
    @JsonPropertyDescription("Why the shift is undone.") String failure)
    implements TrafficShiftBuilder.With {

  public TrafficShift {
    hooks = Immutable.copy(hooks);
  }
}
