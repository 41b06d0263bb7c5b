package dev.kubeecs.resources.service.validation;

import dev.kubeecs.resources.naming.TaskDefinitionReference;
import java.net.URI;
import java.util.Optional;

/** What a lifecycle hook calls, in the place where ECS has the ARN of a Lambda function. */
public sealed interface HookTarget {

  /** Something that answers an HTTP POST as the function would. */
  record Url(URI url) implements HookTarget {}

  /** A task that is run once and whose exit codes are the answer. */
  record Task(TaskDefinitionReference taskDefinition) implements HookTarget {}

  /** What the text names; empty if it is nothing that can be called. */
  static Optional<HookTarget> parse(String hookTargetArn) {
    if (hookTargetArn.startsWith("http://") || hookTargetArn.startsWith("https://")) {
      return url(hookTargetArn);
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
