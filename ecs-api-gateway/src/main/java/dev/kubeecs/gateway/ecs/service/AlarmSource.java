package dev.kubeecs.gateway.ecs.service;

import dev.kubeecs.gateway.cloudwatch.KnownAlarms;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Errors;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.WatchedAlarms;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether somebody tells the operator of alarms: it has the same setting. */
@Singleton
final class AlarmSource {

  private final Optional<String> prometheus;
  private final KnownAlarms alarms;

  AlarmSource(
      @ConfigProperty(name = "kube-ecs.alarms.prometheus") Optional<String> prometheus,
      KnownAlarms alarms) {
    this.prometheus = prometheus;
    this.alarms = alarms;
  }

  /** Refuses a service whose deployments would watch alarms that nobody tells of. */
  void check(Call call, EcsServiceSpec spec) {
    check(call, spec, prometheus, name -> alarms.find(call, name).isPresent());
  }

  static void check(
      Call call,
      EcsServiceSpec spec,
      Optional<String> prometheus,
      Predicate<String> isMetricAlarm) {
    WatchedAlarms.names(spec.deploymentConfiguration()).stream()
        .filter(name -> prometheus.isEmpty() && !isMetricAlarm.test(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Errors.unsupported(
                  call.operation(),
                  ("deploymentConfiguration.alarms: there is no alarm %s, and kube-ecs is not told of"
                          + " alerts. Make it by PutMetricAlarm, or give operator and gateway a"
                          + " Prometheus by the setting kube-ecs.alarms.prometheus.")
                      .formatted(name));
            });
  }
}
