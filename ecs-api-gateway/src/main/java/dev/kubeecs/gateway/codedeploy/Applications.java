package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.codedeploy.CodeDeployApplication;
import dev.kubeecs.resources.codedeploy.DeploymentGroupSpec;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The applications of an account with their deployment groups, found as CodeDeploy names them. */
@Singleton
final class Applications {

  private final Store<CodeDeployApplication> store;
  private final StoreIndex<CodeDeployApplication> byName;

  Applications(Stores stores) {
    this.store = stores.of(CodeDeployApplication.class);
    this.byName = store.index("applicationName", a -> List.of(CodeDeploy.name(a)));
  }

  Store<CodeDeployApplication> store() {
    return store;
  }

  /** All, each name once. */
  Collection<CodeDeployApplication> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), CodeDeploy::name);
  }

  Optional<CodeDeployApplication> find(Call call, String name) {
    return Oldest.of(byName.get(call.namespace(), name));
  }

  /**
   * The application of that name.
   *
   * @throws AwsException {@code ApplicationDoesNotExistException}
   */
  CodeDeployApplication require(Call call, String name) {
    return find(call, name).orElseThrow(() -> CodeDeployErrors.noApplication(name));
  }

  /**
   * A deployment group of an application.
   *
   * @throws AwsException {@code DeploymentGroupDoesNotExistException}
   */
  static DeploymentGroupSpec requireGroup(CodeDeployApplication application, String name) {
    return CodeDeploy.group(application, name).orElseThrow(() -> CodeDeployErrors.noGroup(name));
  }

  /** Changes the deployment groups of an application. */
  CodeDeployApplication change(
      CodeDeployApplication application, UnaryOperator<List<DeploymentGroupSpec>> change) {
    return store
        .edit(
            application.getMetadata().getNamespace(),
            application.getMetadata().getName(),
            copy -> {
              copy.setSpec(
                  copy.getSpec().withDeploymentGroups(change.apply(CodeDeploy.groups(copy))));
              return copy;
            })
        .orElseThrow(() -> CodeDeployErrors.noApplication(CodeDeploy.name(application)));
  }

  /** The id of a deployment group: the same for the same name in the same application. */
  static String groupId(CodeDeployApplication application, String group) {
    String source = application.getMetadata().getUid() + "/" + group;
    return UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
