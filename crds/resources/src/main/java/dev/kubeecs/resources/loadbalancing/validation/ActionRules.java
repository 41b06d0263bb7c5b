package dev.kubeecs.resources.loadbalancing.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;
import static dev.kubeecs.resources.loadbalancing.validation.Rules.first;
import static dev.kubeecs.resources.loadbalancing.validation.Rules.unless;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.FixedResponseActionConfig;
import dev.kubeecs.api.elbv2.RedirectActionConfig;
import dev.kubeecs.api.elbv2.TargetGroupTuple;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules of actions. Source: the ELB API reference, Action. */
final class ActionRules {

  private static final Pattern TEXT = Pattern.compile("[ -~]*");
  private static final Pattern BODY =
      Pattern.compile("[^\\p{Cntrl}]*(?:[\\r\\n\\t][^\\p{Cntrl}]*)*");
  private static final Set<String> CONTENT_TYPES =
      Set.of("text/plain", "text/css", "text/html", "application/javascript", "application/json");
  private static final int HEAVIEST = 999;

  private ActionRules() {}

  static Optional<String> violation(List<Action> actions) {
    return asEmpty(actions).stream().flatMap(action -> violation(action).stream()).findFirst();
  }

  private static Optional<String> violation(Action action) {
    if (action.type() == null) {
      return Optional.of("An action must have a type");
    }
    return switch (action.type()) {
      case FORWARD -> groups(LoadBalancers.tuples(action).toList());
      case REDIRECT -> redirect(action.redirectConfig());
      case FIXED_RESPONSE -> answer(action.fixedResponseConfig());
      case AUTHENTICATE_OIDC, AUTHENTICATE_COGNITO, JWT_VALIDATION -> Optional.empty();
    };
  }

  private static Optional<String> groups(List<TargetGroupTuple> groups) {
    return first(
        () ->
            unless(
                !groups.isEmpty() && groups.stream().allMatch(g -> g.targetGroupArn() != null),
                "A target group ARN must be specified"),
        () ->
            groups.stream()
                .map(group -> or(group.weight(), 1))
                .filter(weight -> weight < 0 || weight > HEAVIEST)
                .map("The target group weight '%d' must be between '0' and '999'"::formatted)
                .findFirst());
  }

  private static Optional<String> redirect(RedirectActionConfig config) {
    if (config == null) {
      return Optional.of("A redirect action must have a RedirectConfig");
    }
    String port = or(config.port(), "#{port}");
    return first(
        () ->
            unless(
                port.equals("#{port}") || Rules.isNumber(port, 1, 65535),
                "redirectConfig.port: '%s' must be '#{port}' or from 1 to 65535",
                port),
        () -> unless(TEXT, config.host(), "redirectConfig.host: '%s' has other than ASCII"),
        () -> unless(TEXT, config.path(), "redirectConfig.path: '%s' has other than ASCII"),
        () -> unless(TEXT, config.query(), "redirectConfig.query: '%s' has other than ASCII"),
        () ->
            unless(
                or(config.path(), "/").startsWith("/"),
                "redirectConfig.path: '%s' must begin with '/'",
                config.path()));
  }

  private static Optional<String> answer(FixedResponseActionConfig config) {
    if (config == null) {
      return Optional.of("A fixed-response action must have a FixedResponseConfig");
    }
    return first(
        () ->
            unless(
                config.contentType() == null || CONTENT_TYPES.contains(config.contentType()),
                "fixedResponseConfig.contentType: '%s' must be one of %s",
                config.contentType(),
                CONTENT_TYPES.stream().sorted().toList()),
        () ->
            unless(
                BODY,
                config.messageBody(),
                "fixedResponseConfig.messageBody: there are control characters in '%s'"));
  }
}
