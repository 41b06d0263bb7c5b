package dev.kubeecs.gateway.ecs.accountsetting;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DeleteAccountSettingRequest;
import dev.kubeecs.api.ecs.DeleteAccountSettingResponse;
import dev.kubeecs.api.ecs.ListAccountSettingsRequest;
import dev.kubeecs.api.ecs.ListAccountSettingsResponse;
import dev.kubeecs.api.ecs.PutAccountSettingDefaultRequest;
import dev.kubeecs.api.ecs.PutAccountSettingDefaultResponse;
import dev.kubeecs.api.ecs.PutAccountSettingRequest;
import dev.kubeecs.api.ecs.PutAccountSettingResponse;
import dev.kubeecs.api.ecs.Setting;
import dev.kubeecs.api.ecs.SettingName;
import dev.kubeecs.api.ecs.SettingType;
import dev.kubeecs.gateway.ecs.Principals;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.accountsetting.EcsAccountSetting;
import dev.kubeecs.resources.accountsetting.EcsAccountSettingSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The operations on account settings. */
@Singleton
public final class AccountSettingOperations implements Handlers {

  /** Source: API reference of ListAccountSettings. */
  private static final int MOST_LISTED = 10;

  private final AccountSettings settings;

  AccountSettingOperations(AccountSettings settings) {
    this.settings = settings;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(PutAccountSettingRequest.class, this::put)
        .on(PutAccountSettingDefaultRequest.class, this::putDefault)
        .on(DeleteAccountSettingRequest.class, this::delete)
        .on(ListAccountSettingsRequest.class, this::list);
  }

  private PutAccountSettingResponse put(PutAccountSettingRequest request, Call call) {
    return new PutAccountSettingResponse(
        set(call, request.name(), request.value(), principal(call, request.principalArn())));
  }

  private PutAccountSettingDefaultResponse putDefault(
      PutAccountSettingDefaultRequest request, Call call) {
    return new PutAccountSettingDefaultResponse(
        set(call, request.name(), request.value(), Principals.root(call.account().id())));
  }

  private DeleteAccountSettingResponse delete(DeleteAccountSettingRequest request, Call call) {
    String principal = principal(call, request.principalArn());
    settings.find(call, request.name(), principal).ifPresent(settings.store()::delete);
    return new DeleteAccountSettingResponse(settings.effective(call, request.name(), principal));
  }

  private ListAccountSettingsResponse list(ListAccountSettingsRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    if (request.value() != null && request.name() == null) {
      throw invalidParameter("value needs a name: specify the name of the setting as well.");
    }
    String principal = principal(call, request.principalArn());
    boolean effective = Boolean.TRUE.equals(request.effectiveSettings());
    Stream<SettingName> names =
        request.name() == null ? Arrays.stream(SettingName.values()) : Stream.of(request.name());
    List<Setting> found =
        names
            .flatMap(name -> setting(call, name, principal, effective).stream())
            .filter(setting -> request.value() == null || request.value().equals(setting.value()))
            .toList();
    Page<Setting> page = paging.of(found, setting -> setting.name().toString());
    return new ListAccountSettingsResponse(page.items(), page.nextToken());
  }

  private Optional<Setting> setting(
      Call call, SettingName name, String principal, boolean effective) {
    if (effective) {
      return Optional.of(settings.effective(call, name, principal));
    }
    return settings
        .find(call, name, principal)
        .map(setting -> AccountSettings.setting(name, setting.getSpec().value(), principal));
  }

  private Setting set(Call call, SettingName name, String value, String principal) {
    requireHonoured(name, value);
    EcsAccountSetting wanted = resource(call, name, value, principal);
    boolean changed =
        settings
            .find(call, name, principal)
            .or(() -> settings.store().create(wanted))
            .or(() -> settings.find(call, name, principal))
            .flatMap(
                setting ->
                    settings
                        .store()
                        .edit(
                            call.namespace(),
                            setting.getMetadata().getName(),
                            current -> {
                              current.setSpec(current.getSpec().withValue(value));
                              return current;
                            }))
            .isPresent();
    if (!changed) {
      throw invalidParameter("The setting %s was deleted meanwhile. Try again.", name);
    }
    return AccountSettings.setting(name, value, principal);
  }

  private static EcsAccountSetting resource(
      Call call, SettingName name, String value, String principal) {
    String key = AccountSettings.key(call, principal);
    String suffix =
        key == null ? "" : "-" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    EcsAccountSetting setting = new EcsAccountSetting();
    setting.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(name.toString().toLowerCase(Locale.ROOT) + suffix)
            .build());
    setting.setSpec(new EcsAccountSettingSpec(name, value, key));
    return setting;
  }

  private static void requireHonoured(SettingName name, String value) {
    SettingRule rule = SettingRule.of(name);
    if (rule.type() == SettingType.AWS_MANAGED) {
      throw invalidParameter("The setting %s is managed by AWS and cannot be changed.", name);
    }
    if (rule.refused().containsKey(value)) {
      throw invalidParameter(
          "kube-ecs cannot honour %s=%s: %s.", name, value, rule.refused().get(value));
    }
    if (!rule.honoured().contains(value)) {
      throw invalidParameter(
          "The value of %s must be one of %s.", name, String.join(", ", rule.honoured()));
    }
  }

  private static String principal(Call call, String asked) {
    return or(asked, Principals.arn(call.caller()));
  }
}
