package dev.kubeecs.resources.service.validation;

import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a lifecycle hook calls, in the place where ECS has the ARN of a Lambda function. */
public sealed interface HookTarget {

  /** Something that answers an HTTP POST as the function would. */
  record Url(URI url) implements HookTarget {}

  /** A task that is run once and whose exit codes are the answer. */
  record Task(TaskDefinitionReference taskDefinition) implements HookTarget {}

  /** A Job that is run once, from the template of a CronJob of the service's namespace. */
  record Job(String cronJob) implements HookTarget {}

  /** What is required of the text, for messages. */
  String RULE =
      "must be an http:// or https:// URL that is posted to, the ARN of a task definition whose"
          + " task is run, or cronjob/ and the name of a CronJob whose Job is run, which the ARN of"
          + " a Lambda function without version or alias stands for.";

  /** By its name, of which Kubernetes allows 52 characters. */
  Pattern CRON_JOB = Pattern.compile("cronjob/([a-z0-9](?:[-.a-z0-9]{0,50}[a-z0-9])?)");

  /** By the name of the function whose place it takes. */
  Pattern FUNCTION =
      Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:([a-zA-Z0-9_-]{1,64})");

  /** What the text names; empty if it is nothing that can be called. */
  static Optional<HookTarget> parse(String hookTargetArn) {
    if (hookTargetArn.startsWith("http://") || hookTargetArn.startsWith("https://")) {
      return url(hookTargetArn);
    }
    Matcher cronJob = CRON_JOB.matcher(hookTargetArn);
    if (cronJob.matches()) {
      return Optional.of(new Job(cronJob.group(1)));
    }
    Matcher function = FUNCTION.matcher(hookTargetArn);
    if (function.matches()) {
      return Optional.of(new Job(ObjectNames.cronJob(function.group(1))));
    }
    return hookTargetArn.startsWith("arn:")
        ? TaskDefinitionReference.parse(hookTargetArn).map(Task::new)
        : Optional.empty();
  }

  private static Optional<HookTarget> url(String text) {
    try {
      URI url = URI.create(text);
      return url.getHost() == null ? Optional.empty() : Optional.of(new Url(url));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
