package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.deployment.StartThrottle.Pauses;
import dev.kubeecs.operator.task.pod.PodSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the settings of services from {@code kube-ecs.service.*}. */
final class ServiceSettingsSource {

  @Produces
  @Singleton
  ServiceSettings settings(
      @ConfigProperty(name = "kube-ecs.service.healthy-after") Duration healthyAfter,
      @ConfigProperty(name = "kube-ecs.service.first-pause") Duration firstPause,
      @ConfigProperty(name = "kube-ecs.service.longest-pause") Duration longestPause,
      @ConfigProperty(name = "kube-ecs.service.longest-pause-after-running")
          Duration longestPauseAfterRunning,
      @ConfigProperty(name = "kube-ecs.service.soon") Duration soon,
      @ConfigProperty(name = "kube-ecs.service.rebalance-after") Duration rebalanceAfter,
      @ConfigProperty(name = "kube-ecs.minute") Duration minute,
      @ConfigProperty(name = "kube-ecs.alarms.bake-time") Duration alarmBakeTime,
      @ConfigProperty(name = "kube-ecs.service.history") int history,
      @ConfigProperty(name = "kube-ecs.retention") Duration retention,
      PodSettings podSettings) {
    return new ServiceSettings(
        healthyAfter,
        new Pauses(firstPause, longestPause, longestPauseAfterRunning, soon),
        rebalanceAfter,
        minute,
        alarmBakeTime,
        history,
        retention,
        podSettings);
  }
}
