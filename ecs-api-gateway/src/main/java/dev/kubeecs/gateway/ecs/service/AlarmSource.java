package dev.kubeecs.gateway.ecs.service;

import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Errors;
import dev.kubeecs.resources.service.EcsServiceSpec;
import dev.kubeecs.resources.service.WatchedAlarms;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether somebody tells the operator of alarms: it has the same setting. */
@Singleton
final class AlarmSource {

  private final Optional<String> prometheus;

  AlarmSource(@ConfigProperty(name = "kube-ecs.alarms.prometheus") Optional<String> prometheus) {
    this.prometheus = prometheus;
  }

  /** Refuses a service whose deployments would watch alarms that nobody tells of. */
  void check(Call call, EcsServiceSpec spec) {
    if (prometheus.isEmpty() && WatchedAlarms.any(spec.deploymentConfiguration())) {
      throw Errors.unsupported(
          call.operation(),
          "deploymentConfiguration.alarms: kube-ecs is not told of any alarms. Give operator and"
              + " gateway a Prometheus by the setting kube-ecs.alarms.prometheus.");
    }
  }
}
