package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/** The predefined metrics of services. */
public enum ServiceMetric {
  @JsonProperty("ECSServiceAverageCPUUtilization")
  CPU("ECSServiceAverageCPUUtilization"),
  @JsonProperty("ECSServiceAverageMemoryUtilization")
  MEMORY("ECSServiceAverageMemoryUtilization"),
  @JsonProperty("ALBRequestCountPerTarget")
  REQUESTS_PER_TARGET("ALBRequestCountPerTarget");

  private final String word;

  ServiceMetric(String word) {
    this.word = word;
  }

  /** The metric that the API calls so. */
  public static Optional<ServiceMetric> of(String word) {
    return Arrays.stream(values()).filter(metric -> metric.word.equals(word)).findFirst();
  }

  /** As the API calls it. */
  @Override
  public String toString() {
    return word;
  }
}
