package dev.kubeecs.gateway.ecs.cluster;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ClusterSetting;
import dev.kubeecs.api.ecs.ClusterSettingName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a cluster. */
final class ClusterSettings {

  private static final Set<String> CONTAINER_INSIGHTS = Set.of("enabled", "disabled", "enhanced");

  private ClusterSettings() {}

  /** Refuses settings that ECS would not take; null is none. */
  static void check(List<ClusterSetting> settings) {
    for (ClusterSetting setting : asEmpty(settings)) {
      if (setting.name() == null) {
        throw invalidParameter("settings: name must not be null.");
      }
      if (setting.value() == null || !CONTAINER_INSIGHTS.contains(setting.value())) {
        throw invalidParameter(
            "settings: the value of %s must be enabled, disabled or enhanced.", setting.name());
      }
    }
  }

  /** The settings with those changed that are asked for; either may be null. */
  static List<ClusterSetting> merge(List<ClusterSetting> now, List<ClusterSetting> asked) {
    Map<ClusterSettingName, ClusterSetting> merged = new LinkedHashMap<>();
    asEmpty(now).forEach(setting -> merged.put(setting.name(), setting));
    asEmpty(asked).forEach(setting -> merged.put(setting.name(), setting));
    return List.copyOf(merged.values());
  }
}
