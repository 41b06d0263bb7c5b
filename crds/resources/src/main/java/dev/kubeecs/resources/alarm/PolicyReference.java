package dev.kubeecs.resources.alarm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scaling policy as an alarm's action names it: by its ARN, or by what stands behind the id in
 * it, which a manifest can tell beforehand.
 *
 * @param resourceId the service: {@code service/<cluster>/<service>}
 * @param policyName the policy of its scalable target
 */
public record PolicyReference(String resourceId, String policyName) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:aws[a-z-]*:autoscaling:[a-z0-9-]*:[0-9]*:scalingPolicy:[^:]+:)?"
              + "resource/ecs/(service/[^/:]+/[^/:]+):policyName/(.+)");

  /** The policy of an action; empty if the action is none. */
  public static Optional<PolicyReference> parse(String action) {
    Matcher form = FORM.matcher(action);
    return form.matches()
        ? Optional.of(new PolicyReference(form.group(1), form.group(2)))
        : Optional.empty();
  }
}
