package dev.kubeecs.gateway.ecs.servicedeployment;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.ObjectNames;

/**
 * What the ARN of a part of a service tells: of a service deployment or a service revision.
 *
 * @param cluster ECS name of the cluster
 * @param service ECS name of the service
 * @param id the part's own, 19 digits
 */
record ServicePartArn(String cluster, String service, String id) {

  /** The resource type of a service deployment. */
  static final String DEPLOYMENT = "service-deployment";

  /** The resource type of a service revision. */
  static final String REVISION = "service-revision";

  /**
   * Reads an ARN; nothing else names these.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidParameterException} if it is
   *     none of that type, or somebody else's
   */
  static ServicePartArn parse(String text, String type, Account account) {
    Arn arn =
        Arn.parse(text)
            .filter(a -> a.type().equals(type) && a.path().size() == 3)
            .orElseThrow(
                () -> invalidParameter("Invalid identifier: %s is no ARN of a %s.", text, type));
    Identifier.requireOwn(arn.account(), account);
    return new ServicePartArn(arn.path().get(0), arn.path().get(1), arn.name());
  }

  /** The name of the object that the operator makes for it. */
  String objectName() {
    return ObjectNames.serviceRevision(service, id);
  }
}
