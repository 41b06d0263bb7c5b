package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.GetTaskProtectionRequest;
import dev.kubeecs.api.ecs.GetTaskProtectionResponse;
import dev.kubeecs.api.ecs.ProtectedTask;
import dev.kubeecs.api.ecs.UpdateTaskProtectionRequest;
import dev.kubeecs.api.ecs.UpdateTaskProtectionResponse;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.ecs.task.TaskFacts;
import dev.kubeecs.gateway.ecs.task.TaskProtections;
import dev.kubeecs.gateway.ecs.task.TaskRoles;
import dev.kubeecs.gateway.protocol.Authorizer;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The protection of the calling task, asked for by itself: the agent passes it on as
 * GetTaskProtection and UpdateTaskProtection with the rights of the task's role.
 */
@Singleton
public final class ProtectionState {

  private static final String UPDATE = "UpdateTaskProtection";
  private static final String GET = "GetTaskProtection";
  private static final JsonMapper JSON = new JsonMapper();

  private final TaskProtections protections;
  private final TaskRoles roles;
  private final Authorizer authorizer;
  private final Calls calls;
  private final boolean development;

  ProtectionState(
      TaskProtections protections,
      TaskRoles roles,
      Authorizer authorizer,
      Calls calls,
      GatewayConfiguration configuration) {
    this.protections = protections;
    this.roles = roles;
    this.authorizer = authorizer;
    this.calls = calls;
    this.development = configuration.development();
  }

  /** What a task asks for; members in the words of the agent. */
  record Wanted(
      @JsonProperty("ProtectionEnabled") Boolean protectionEnabled,
      @JsonProperty("ExpiresInMinutes") Integer expiresInMinutes) {}

  /** One of the three. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(Protection protection, Refusal failure, String requestID, Problem error) {}

  /** How the task is protected. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Protection(String expirationDate, boolean protectionEnabled, String taskArn) {}

  /** Why it cannot be. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refusal(String arn, String detail, String reason) {}

  /** What is wrong with the request. */
  @JsonNaming(UpperCamelCaseStrategy.class)
  record Problem(String arn, String code, String message) {}

  Reply get(Caller caller, String requestId) {
    return answered(
        caller,
        requestId,
        () -> {
          Call call = authorized(caller, GET, requestId);
          GetTaskProtectionResponse response =
              protections.get(
                  GetTaskProtectionRequest.builder()
                      .cluster(TaskFacts.cluster(caller.task()))
                      .tasks(List.of(TaskFacts.id(caller.task())))
                      .build(),
                  call);
          return state(response.protectedTasks(), response.failures());
        });
  }

  Reply put(Caller caller, byte[] body, String requestId) {
    return answered(
        caller,
        requestId,
        () -> {
          Wanted wanted = wanted(body);
          Call call = authorized(caller, UPDATE, requestId);
          UpdateTaskProtectionResponse response =
              protections.update(
                  UpdateTaskProtectionRequest.builder()
                      .cluster(TaskFacts.cluster(caller.task()))
                      .tasks(List.of(TaskFacts.id(caller.task())))
                      .protectionEnabled(wanted.protectionEnabled())
                      .expiresInMinutes(wanted.expiresInMinutes())
                      .build(),
                  call);
          return state(response.protectedTasks(), response.failures());
        });
  }

  private static Wanted wanted(byte[] body) {
    try {
      Wanted wanted = JSON.readValue(body, Wanted.class);
      if (wanted == null || wanted.protectionEnabled() == null) {
        throw invalid(UPDATE + ": does not contain 'ProtectionEnabled' field");
      }
      return wanted;
    } catch (JsonProcessingException e) {
      throw invalid(UPDATE + ": failed to decode request: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid(UPDATE + ": failed to read the request");
    }
  }

  private Call authorized(Caller caller, String operation, String requestId) {
    BoundOperation bound = calls.operation(operation);
    Optional<ServiceAccount> role =
        caller.roleArn().flatMap(arn -> roles.find(arn, caller.account(), caller.namespace()));
    if (role.isEmpty() && !development) {
      throw new AwsException(
          "AccessDeniedException",
          "Invalid Request: no task IAM role credentials available for task",
          403);
    }
    Identity identity = new Identity("task/" + TaskFacts.id(caller.task()), caller.account(), role);
    authorizer.authorize(bound, identity, caller.namespace());
    return calls.of(operation, identity, caller.namespace(), requestId);
  }

  private static Reply state(List<ProtectedTask> tasks, List<Failure> failures) {
    return Reply.ok(
        failures.isEmpty()
            ? new State(protection(tasks.getFirst()), null, null, null)
            : new State(null, refusal(failures.getFirst()), null, null));
  }

  private static Protection protection(ProtectedTask task) {
    return new Protection(
        task.expirationDate() == null ? null : task.expirationDate().toString(),
        task.protectionEnabled(),
        task.taskArn());
  }

  private static Refusal refusal(Failure failure) {
    return new Refusal(failure.arn(), failure.detail(), failure.reason());
  }

  private static Reply answered(
      Caller caller, String requestId, java.util.function.Supplier<Reply> work) {
    try {
      return work.get();
    } catch (AwsException e) {
      return new Reply(
          e.status(),
          new State(
              null, null, requestId, new Problem(caller.taskArn(), e.code(), e.getMessage())));
    }
  }

  private static AwsException invalid(String message) {
    return new AwsException("InvalidParameterException", message);
  }
}
