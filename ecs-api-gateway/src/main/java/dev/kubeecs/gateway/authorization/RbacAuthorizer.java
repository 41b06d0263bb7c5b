package dev.kubeecs.gateway.authorization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kubeecs.gateway.protocol.Authorizer;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import dev.kubeecs.resources.Ecs;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/**
 * Asks the API server whether the ServiceAccount of the caller's key may do in the account's
 * namespace what the operation amounts to.
 */
final class RbacAuthorizer implements Authorizer {

  private static final int MOST_DECISIONS = 10_000;

  private final KubernetesClient client;
  private final Permissions permissions;
  private final Cache<Question, Boolean> decisions;

  /** Decisions, for and against, are good for {@code lifetime}. */
  RbacAuthorizer(KubernetesClient client, Permissions permissions, Duration lifetime) {
    this.client = client;
    this.permissions = permissions;
    this.decisions =
        Caffeine.newBuilder().expireAfterWrite(lifetime).maximumSize(MOST_DECISIONS).build();
  }

  @Override
  public void authorize(BoundOperation operation, Identity caller, String namespace) {
    ServiceAccount subject =
        caller
            .serviceAccount()
            .orElseThrow(() -> new IllegalStateException("a verified caller has a ServiceAccount"));
    Permission permission = permissions.of(operation);
    if (!decisions.get(new Question(subject, permission, namespace), this::ask)) {
      throw new AwsException(
          "AccessDeniedException",
          ("User: %s is not authorized to perform: %s on resource: * because no RBAC rule in"
                  + " namespace %s allows it to %s of %s")
              .formatted(user(subject), operation.action(), namespace, permission, Ecs.GROUP));
    }
  }

  private boolean ask(Question question) {
    SubjectAccessReview review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user(question.subject()))
            .withGroups(
                "system:serviceaccounts",
                "system:serviceaccounts:" + question.subject().namespace(),
                "system:authenticated")
            .withNewResourceAttributes()
            .withGroup(Ecs.GROUP)
            .withVersion(Ecs.VERSION)
            .withNamespace(question.namespace())
            .withVerb(question.permission().verb())
            .withResource(question.permission().resource())
            .withSubresource(question.permission().subresource())
            .endResourceAttributes()
            .endSpec()
            .build();
    return client.resource(review).create().getStatus().getAllowed();
  }

  private static String user(ServiceAccount account) {
    return "system:serviceaccount:" + account.namespace() + ":" + account.name();
  }

  private record Question(ServiceAccount subject, Permission permission, String namespace) {}
}
