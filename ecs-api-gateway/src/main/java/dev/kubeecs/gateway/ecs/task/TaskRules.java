package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.gateway.ecs.taskdefinition.TaskDefinitionErrors;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import dev.kubeecs.resources.taskdefinition.validation.OverrideValidation;
import dev.kubeecs.resources.taskdefinition.validation.Violation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** What RunTask and StartTask demand beyond the model. */
final class TaskRules {

  /** Source: API reference, TaskOverride. */
  private static final int LONGEST_OVERRIDES = 8192;

  private static final int LONGEST_STARTED_BY = 128;
  private static final int LONGEST_GROUP = 255;
  private static final int LONGEST_CLIENT_TOKEN = 64;
  private static final int LONGEST_REFERENCE_ID = 1024;

  private TaskRules() {}

  static void requireShort(String startedBy, String group, String clientToken, String reference) {
    requireAtMost(LONGEST_STARTED_BY, "startedBy", startedBy);
    requireAtMost(LONGEST_GROUP, "group", group);
    requireAtMost(LONGEST_CLIENT_TOKEN, "clientToken", clientToken);
    requireAtMost(LONGEST_REFERENCE_ID, "referenceId", reference);
    if (group != null && group.startsWith(TaskFacts.SERVICE_GROUP)) {
      throw invalidParameter(
          "group must not begin with '%s': tasks of services have such groups.",
          TaskFacts.SERVICE_GROUP);
    }
  }

  static void checkOverrides(
      TaskDefinitionSpec definition, TaskOverride overrides, LaunchType launchType) {
    if (overrides == null) {
      return;
    }
    if (Serialization.asJson(overrides).length() > LONGEST_OVERRIDES) {
      throw invalidParameter("Container Overrides length must be at most %d", LONGEST_OVERRIDES);
    }
    List<Violation> violations = OverrideValidation.violations(definition, overrides, launchType);
    if (!violations.isEmpty()) {
      throw invalidParameter("%s", TaskDefinitionErrors.messages(violations));
    }
  }

  static void requireAtMost(int longest, String member, String value) {
    if (value != null && value.length() > longest) {
      throw invalidParameter("%s can have at most %d characters.", member, longest);
    }
  }
}
