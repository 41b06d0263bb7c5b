package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.TaskRoles;
import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import dev.kubeecs.gateway.signing.TaskRoleKeys;
import dev.kubeecs.gateway.signing.TaskRoleKeys.Issued;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The credentials of a task's role, new ones each time; SDKs ask again before they end. */
@Singleton
public final class RoleCredentials {

  private final TaskRoles roles;
  private final TaskRoleKeys keys;

  RoleCredentials(TaskRoles roles, TaskRoleKeys keys) {
    this.roles = roles;
    this.keys = keys;
  }

  /** As SDKs read it. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Credentials(
      String roleArn,
      String accessKeyId,
      String secretAccessKey,
      String token,
      String expiration) {}

  /** What the agent says where it has none. */
  record Problem(String code, String message, @JsonProperty("HTTPErrorCode") int status) {}

  Reply of(Caller caller) {
    Optional<String> role = caller.roleArn();
    if (role.isEmpty()) {
      return problem(404, "NoCredentialsAssociated", "The task has no role");
    }
    Optional<ServiceAccount> account = roles.find(role.get(), caller.account(), caller.namespace());
    if (account.isEmpty()) {
      return problem(
          404,
          "CredentialsUninitialized",
          "ECS was unable to assume the role '" + role.get() + "'");
    }
    Issued key = keys.issue(caller.account().id(), account.get(), TaskFacts.id(caller.task()));
    return Reply.ok(
        new Credentials(
            role.get(), key.id(), key.secret(), key.token(), key.expiration().toString()));
  }

  static Reply unknown() {
    return problem(400, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found");
  }

  private static Reply problem(int status, String code, String message) {
    return new Reply(status, new Problem(code, message, status));
  }
}
