package dev.kubeecs.resources.taskdefinition.validation;

import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.containers;
import static dev.kubeecs.resources.taskdefinition.validation.TaskDefinitionValidation.path;

import com.google.re2j.PatternSyntaxException;
import dev.kubeecs.api.ecs.Compatibility;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LogConfiguration;
import dev.kubeecs.api.ecs.LogDriver;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.AwsLogs;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The options of the log driver awslogs. Source: LogConfiguration of the API. */
final class LogRules {

  /** Every option that is honoured; others are refused. */
  static final Set<String> OPTIONS =
      Set.of(
          AwsLogs.GROUP,
          AwsLogs.REGION,
          AwsLogs.STREAM_PREFIX,
          AwsLogs.CREATE_GROUP,
          AwsLogs.MULTILINE_PATTERN,
          AwsLogs.DATETIME_FORMAT,
          "mode",
          "max-buffer-size");

  private static final Map<String, Pattern> FORMS =
      Map.of(
          AwsLogs.GROUP,
          Pattern.compile("[._/#A-Za-z0-9-]{1,512}"),
          AwsLogs.REGION,
          AwsLogs.REGION_FORM,
          AwsLogs.STREAM_PREFIX,
          Pattern.compile("[^:*]{1,200}"),
          AwsLogs.CREATE_GROUP,
          Pattern.compile("true|false"),
          "mode",
          Pattern.compile("blocking|non-blocking"),
          "max-buffer-size",
          Pattern.compile("\\d+(\\.\\d+)?\\s?[kKmMgG]?[iI]?[bB]?"));

  private LogRules() {}

  static void check(TaskDefinitionSpec definition, Violations violations) {
    boolean fargate =
        Absent.asEmpty(definition.requiresCompatibilities()).contains(Compatibility.FARGATE);
    List<ContainerDefinition> containers = containers(definition);
    for (int i = 0; i < containers.size(); i++) {
      LogConfiguration logs = containers.get(i).logConfiguration();
      if (logs != null && logs.logDriver() == LogDriver.AWSLOGS) {
        check(containers.get(i), path(i, "logConfiguration.options"), fargate, violations);
      }
    }
  }

  private static void check(
      ContainerDefinition container, String path, boolean fargate, Violations violations) {
    Map<String, String> options = Absent.asEmpty(container.logConfiguration().options());
    violations.unless(
        options.containsKey(AwsLogs.GROUP),
        path,
        "Log driver awslogs requires options: %s",
        AwsLogs.GROUP);
    violations.unless(
        !fargate || options.containsKey(AwsLogs.STREAM_PREFIX),
        path,
        "Log driver awslogs requires options on Fargate: %s",
        AwsLogs.STREAM_PREFIX);
    violations.unless(
        !options.containsKey(AwsLogs.MULTILINE_PATTERN)
            || !options.containsKey(AwsLogs.DATETIME_FORMAT),
        path,
        "Log driver awslogs takes %s or %s, not both.",
        AwsLogs.MULTILINE_PATTERN,
        AwsLogs.DATETIME_FORMAT);
    FORMS.forEach(
        (option, form) ->
            violations.unless(
                !options.containsKey(option) || form.matcher(options.get(option)).matches(),
                path,
                "Log driver awslogs: %s has an invalid value.",
                option));
    violations.unless(
        patternIsOne(container),
        path,
        "Log driver awslogs: %s or %s is not a regular expression.",
        AwsLogs.MULTILINE_PATTERN,
        AwsLogs.DATETIME_FORMAT);
  }

  private static boolean patternIsOne(ContainerDefinition container) {
    try {
      AwsLogs.of(container);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
