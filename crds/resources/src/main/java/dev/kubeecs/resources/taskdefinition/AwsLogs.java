package dev.kubeecs.resources.taskdefinition;

import com.google.re2j.Pattern;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LogConfiguration;
import dev.kubeecs.api.ecs.LogDriver;
import dev.kubeecs.resources.Absent;
import java.util.Map;
import java.util.Optional;

/**
 * Where the lines of a container go by the log driver awslogs. Source: LogConfiguration of the API,
 * and the options of Docker's driver of that name.
 *
 * @param group the log group
 * @param region the region of the group; the task's own if empty
 * @param streamPrefix what the stream's name begins with; without one it is the container's id
 * @param createGroup whether the group is made if it is not there
 * @param begins the lines with which an event begins; every line does without it
 */
public record AwsLogs(
    String group,
    Optional<String> region,
    Optional<String> streamPrefix,
    boolean createGroup,
    Optional<Pattern> begins) {

  /** Names the group. */
  public static final String GROUP = "awslogs-group";

  /** Names the region of the group. */
  public static final String REGION = "awslogs-region";

  /** As in AWS. */
  public static final java.util.regex.Pattern REGION_FORM =
      java.util.regex.Pattern.compile("[a-z]([a-z0-9-]{0,30}[a-z0-9])?");

  /** What the stream's name begins with. */
  public static final String STREAM_PREFIX = "awslogs-stream-prefix";

  /** Makes the group. */
  public static final String CREATE_GROUP = "awslogs-create-group";

  /** An expression for the lines with which an event begins. */
  public static final String MULTILINE_PATTERN = "awslogs-multiline-pattern";

  /** The form of a time with which an event begins. */
  public static final String DATETIME_FORMAT = "awslogs-datetime-format";

  /**
   * Where the lines of a container go; empty if its driver is another one.
   *
   * @throws com.google.re2j.PatternSyntaxException if the expression is none; what has been
   *     registered has a good one
   */
  public static Optional<AwsLogs> of(ContainerDefinition container) {
    LogConfiguration configuration = container.logConfiguration();
    if (configuration == null || configuration.logDriver() != LogDriver.AWSLOGS) {
      return Optional.empty();
    }
    Map<String, String> options = Absent.asEmpty(configuration.options());
    return Optional.ofNullable(options.get(GROUP))
        .map(
            group ->
                new AwsLogs(
                    group,
                    // It becomes a folder's name, so a manifest that nobody checked must not harm.
                    option(options, REGION).filter(REGION_FORM.asMatchPredicate()),
                    option(options, STREAM_PREFIX),
                    Boolean.parseBoolean(options.get(CREATE_GROUP)),
                    begins(options)));
  }

  /** The name of the stream of a container. */
  public String stream(String containerName, String taskId, String runtimeId) {
    return streamPrefix
        .map(prefix -> String.join("/", prefix, containerName, taskId))
        .orElse(runtimeId);
  }

  private static Optional<Pattern> begins(Map<String, String> options) {
    return option(options, MULTILINE_PATTERN)
        .or(() -> option(options, DATETIME_FORMAT).map(DatetimeFormat::expression))
        .map(Pattern::compile);
  }

  private static Optional<String> option(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
  }
}
