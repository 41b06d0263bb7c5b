package dev.kubeecs.resources.loadbalancing;

import dev.kubeecs.resources.naming.Account;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name of Elastic Load Balancing.
 *
 * @param account whose it is
 * @param type loadbalancer, listener, listener-rule or targetgroup
 * @param path what follows the type, split at slashes
 */
public record ElbArn(Account account, String type, List<String> path) {

  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:elasticloadbalancing:([a-z0-9-]+):(\\d{12}):([a-z-]+)/(.+)");

  public ElbArn {
    path = List.copyOf(path);
  }

  /** Reads an ARN; empty if the text is none. */
  public static Optional<ElbArn> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ElbArn(
                new Account(matcher.group(2), matcher.group(1)),
                matcher.group(3),
                List.of(matcher.group(4).split("/", -1))))
        : Optional.empty();
  }

  /** The id of the resource itself: the last part. */
  public String id() {
    return path.get(path.size() - 1);
  }

  /** The name of a target group, given by name or ARN. */
  public static String targetGroupName(String nameOrArn) {
    return parse(nameOrArn)
        .filter(arn -> arn.type().equals("targetgroup"))
        .map(arn -> arn.path().getFirst())
        .orElse(nameOrArn);
  }

  /** The name of a load balancer, given by name or ARN. */
  public static String loadBalancerName(String nameOrArn) {
    return parse(nameOrArn)
        .filter(arn -> arn.type().equals("loadbalancer") && arn.path().size() > 1)
        .map(arn -> arn.path().get(1))
        .orElse(nameOrArn);
  }
}
