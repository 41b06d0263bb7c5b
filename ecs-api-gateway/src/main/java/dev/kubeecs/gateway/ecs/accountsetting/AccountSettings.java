package dev.kubeecs.gateway.ecs.accountsetting;

import dev.kubeecs.api.ecs.Setting;
import dev.kubeecs.api.ecs.SettingName;
import dev.kubeecs.gateway.ecs.Principals;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.accountsetting.EcsAccountSetting;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The settings of an account and of its users. The account's default is its root user's. */
@Singleton
public final class AccountSettings {

  private final Store<EcsAccountSetting> store;
  private final StoreIndex<EcsAccountSetting> byName;

  AccountSettings(Stores stores) {
    this.store = stores.of(EcsAccountSetting.class);
    this.byName = store.index("name", setting -> List.of(setting.getSpec().name().name()));
  }

  /** What the caller wants of clusters that do not say: enabled, disabled or enhanced. */
  public String containerInsights(Call call) {
    return effective(call, SettingName.CONTAINERINSIGHTS, Principals.arn(call.caller())).value();
  }

  /** What holds for a principal: its own value, or the account's, or what ECS begins with. */
  Setting effective(Call call, SettingName name, String principal) {
    String value =
        find(call, name, principal)
            .or(() -> find(call, name, Principals.root(call.account().id())))
            .map(setting -> setting.getSpec().value())
            .filter(SettingRule.of(name).honoured()::contains)
            .orElse(SettingRule.of(name).fallback());
    return setting(name, value, principal);
  }

  /** What has been set for a principal itself. */
  Optional<EcsAccountSetting> find(Call call, SettingName name, String principal) {
    String key = key(call, principal);
    return Oldest.of(
        byName.get(call.namespace(), name.name()).stream()
            .filter(setting -> Objects.equals(setting.getSpec().principalArn(), key))
            .toList());
  }

  Store<EcsAccountSetting> store() {
    return store;
  }

  /** How a resource spells a principal: the root user is spelt by being absent. */
  static String key(Call call, String principal) {
    return principal.equals(Principals.root(call.account().id())) ? null : principal;
  }

  static Setting setting(SettingName name, String value, String principal) {
    return new Setting(name, value, principal, SettingRule.of(name).type());
  }
}
