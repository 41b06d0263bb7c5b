package dev.kubeecs.gateway.ecs;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Arn;
import java.util.List;

/**
 * How a client names a resource: by its name or id, or by an ARN of its own account and region.
 *
 * @param cluster the cluster's name as a long ARN tells it; null if the identifier does not tell
 * @param name the name or id of the resource itself
 */
public record Identifier(String cluster, String name) {

  /**
   * Reads a name or ARN.
   *
   * @param text as the client wrote it
   * @param type the resource type of an ARN, such as {@code service}
   * @param account the caller's
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if it is an
   *     ARN of something else, or of somebody else
   */
  public static Identifier parse(String text, String type, Account account) {
    if (!Arn.looksLikeOne(text)) {
      return of(List.of(text.split("/", -1)));
    }
    Arn arn =
        Arn.parse(text)
            .orElseThrow(() -> invalidParameter("Invalid identifier: %s is no ARN of ECS.", text));
    if (!arn.type().equals(type)) {
      throw invalidParameter(
          "Invalid identifier: Identifier is for a %s. A %s is expected.", arn.type(), type);
    }
    requireOwn(arn.account(), account);
    return of(arn.path());
  }

  /** Refuses what belongs to another account or region than the caller's. */
  public static void requireOwn(Account owner, Account caller) {
    if (!owner.id().equals(caller.id())) {
      throw invalidParameter(
          "Invalid identifier: Identifier is for %s. Your accountId is %s",
          owner.id(), caller.id());
    }
    if (!owner.region().equals(caller.region())) {
      throw invalidParameter(
          "Invalid identifier: Identifier is for %s. Your region is %s",
          owner.region(), caller.region());
    }
  }

  /**
   * Refuses an identifier that tells another cluster than the request does.
   *
   * @return this
   */
  public Identifier within(String requested) {
    if (cluster != null && !cluster.equals(requested)) {
      throw invalidParameter(
          "Invalid identifier: Identifier is for cluster %s. Your cluster is %s",
          cluster, requested);
    }
    return this;
  }

  private static Identifier of(List<String> path) {
    return switch (path.size()) {
      case 1 -> new Identifier(null, path.get(0));
      case 2 -> new Identifier(path.get(0), path.get(1));
      default -> throw invalidParameter("Invalid identifier: Unexpected number of separators");
    };
  }
}
