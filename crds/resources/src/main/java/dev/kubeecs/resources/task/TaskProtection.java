package dev.kubeecs.resources.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether scaling in and deployments leave a task of a service alone.
 *
 * @param protectionEnabled whether they do
 * @param expirationDate until when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "!has(self.protectionEnabled) || !self.protectionEnabled || has(self.expirationDate)",
    message = "expirationDate is required where protectionEnabled is true",
    fieldPath = ".expirationDate",
    reason = "FieldValueRequired")
public record TaskProtection(
    @JsonPropertyDescription("Whether the task is protected.") Boolean protectionEnabled,
    @JsonPropertyDescription("When the protection ends by itself.") Instant expirationDate) {

  /** When the protection ends; empty if there is none now. */
  public Optional<Instant> until(Instant now) {
    return Optional.ofNullable(expirationDate)
        .filter(end -> Boolean.TRUE.equals(protectionEnabled) && end.isAfter(now));
  }
}
