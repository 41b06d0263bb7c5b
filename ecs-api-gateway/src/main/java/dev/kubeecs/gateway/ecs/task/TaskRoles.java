package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;

import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.TaskRole;
import dev.kubeecs.resources.taskdefinition.Overrides;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The roles of tasks, which are ServiceAccounts in the namespace of their account. In development
 * mode every role is there, for there nobody's rights are asked for.
 */
@Singleton
public final class TaskRoles {

  private final KubernetesClient kubernetes;
  private final boolean development;

  TaskRoles(KubernetesClient kubernetes, GatewayConfiguration configuration) {
    this.kubernetes = kubernetes;
    this.development = configuration.development();
  }

  /**
   * Whose rights a role has; empty if there is no such role for tasks of the account.
   *
   * @param arn ARN or name
   */
  public Optional<ServiceAccount> find(String arn, Account account, String namespace) {
    return TaskRole.parse(arn)
        .filter(role -> development || role.isOf(account))
        .map(TaskRole::serviceAccount)
        .filter(name -> development || exists(namespace, name))
        .map(name -> new ServiceAccount(namespace, name));
  }

  /**
   * Returns if a task of that revision can have the role that it, or an override, names.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code ClientException} if it cannot
   */
  void requireAssumable(Call call, TaskDefinitionRevision revision, TaskOverride overrides) {
    String arn = Overrides.applied(revision.getSpec().taskDefinition(), overrides).taskRoleArn();
    if (arn == null || arn.isBlank()) {
      return;
    }
    if (find(arn, call.account(), call.namespace()).isEmpty()) {
      throw client(
          "ECS was unable to assume the role '%s' that was provided for this task. Please verify"
              + " that the role being passed has the proper trust relationship and permissions and"
              + " that your IAM user has permissions to pass this role. Here a role is a"
              + " ServiceAccount: %s",
          arn,
          TaskRole.parse(arn)
              .filter(role -> role.isOf(call.account()))
              .map(
                  role ->
                      "there is no %s in namespace %s."
                          .formatted(role.serviceAccount(), call.namespace()))
              .orElse("this is none of account " + call.account().id() + "."));
    }
  }

  private boolean exists(String namespace, String name) {
    return kubernetes.serviceAccounts().inNamespace(namespace).withName(name).get() != null;
  }
}
