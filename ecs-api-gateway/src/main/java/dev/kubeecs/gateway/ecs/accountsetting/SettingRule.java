package dev.kubeecs.gateway.ecs.accountsetting;

import dev.kubeecs.api.ecs.SettingName;
import dev.kubeecs.api.ecs.SettingType;
import java.util.List;
import java.util.Map;

/**
 * What a setting can be.
 *
 * @param honoured values that can be set, the first of which is what holds where nobody has set one
 * @param refused values that ECS knows and kube-ecs cannot honour, with the reason
 * @param type whether users may set it
 */
record SettingRule(List<String> honoured, Map<String, String> refused, SettingType type) {

  private static final String ENABLED = "enabled";
  private static final String DISABLED = "disabled";

  /** The rule of a setting. Source of the values: API reference of PutAccountSetting. */
  static SettingRule of(SettingName name) {
    return switch (name) {
      case SERVICELONGARNFORMAT, TASKLONGARNFORMAT, CONTAINERINSTANCELONGARNFORMAT ->
          user(List.of(ENABLED), Map.of(DISABLED, "every ARN has the long format"));
      // A Pod has an address of its own, whatever the number of Pods on a Node.
      case AWSVPCTRUNKING -> user(List.of(DISABLED, ENABLED), Map.of());
      case CONTAINERINSIGHTS -> user(List.of(DISABLED, ENABLED, "enhanced"), Map.of());
      case FARGATEFIPSMODE ->
          user(List.of(DISABLED), Map.of(ENABLED, "Nodes decide on their cryptographic modules"));
      case TAGRESOURCEAUTHORIZATION ->
          user(List.of("off"), Map.of("on", "permissions are those of Kubernetes RBAC"));
      // No task is ever retired, so that any wait is long enough.
      case FARGATETASKRETIREMENTWAITPERIOD -> user(List.of("7", "0", "14"), Map.of());
      case GUARDDUTYACTIVATE -> new SettingRule(List.of("off"), Map.of(), SettingType.AWS_MANAGED);
      // The Node's log file is between a container and whoever reads it, so neither mode loses
      // lines.
      case DEFAULTLOGDRIVERMODE -> user(List.of("non-blocking", "blocking"), Map.of());
      case FARGATEEVENTWINDOWS ->
          user(List.of(DISABLED), Map.of(ENABLED, "no task is ever retired"));
    };
  }

  /** What holds where nobody has set a value. */
  String fallback() {
    return honoured.getFirst();
  }

  private static SettingRule user(List<String> honoured, Map<String, String> refused) {
    return new SettingRule(honoured, refused, SettingType.USER);
  }
}
