package dev.kubeecs.gateway.ecs.accountsetting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.ecs.EcsApi;
import dev.kubeecs.gateway.ecs.EcsApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.Setting;
import software.amazon.awssdk.services.ecs.model.SettingName;

@EcsApiTest
class AccountSettingOperationsIT {

  private final EcsApi api;

  AccountSettingOperationsIT(EcsApi api) {
    this.api = api;
  }

  @Test
  void aDefaultHoldsForTheAccountAndAUsersValueForTheUser() {
    String user = "arn:aws:iam::%s:user/someone".formatted(api.account().id());
    Setting set =
        api.ecs()
            .putAccountSettingDefault(r -> r.name(SettingName.AWSVPC_TRUNKING).value("enabled"))
            .setting();
    assertThat(set.principalArn()).endsWith(":root");
    assertThat(effective(SettingName.AWSVPC_TRUNKING, user)).isEqualTo("enabled");
    api.ecs()
        .putAccountSetting(
            r -> r.name(SettingName.AWSVPC_TRUNKING).value("disabled").principalArn(user));
    assertThat(effective(SettingName.AWSVPC_TRUNKING, user)).isEqualTo("disabled");
    assertThat(effective(SettingName.AWSVPC_TRUNKING, null)).isEqualTo("enabled");
    api.ecs().deleteAccountSetting(r -> r.name(SettingName.AWSVPC_TRUNKING).principalArn(user));
    assertThat(effective(SettingName.AWSVPC_TRUNKING, user)).isEqualTo("enabled");
  }

  @Test
  void onlyWhatWasSetIsListedUnlessEffectiveSettingsAreAskedFor() {
    String user = "arn:aws:iam::%s:user/lister".formatted(api.account().id());
    assertThat(api.ecs().listAccountSettings(r -> r.principalArn(user)).settings()).isEmpty();
    assertThat(
            api.ecs()
                .listAccountSettingsPaginator(r -> r.principalArn(user).effectiveSettings(true))
                .settings())
        .hasSize(SettingName.knownValues().size())
        .allMatch(setting -> setting.principalArn().equals(user));
    assertThat(
            api.ecs()
                .listAccountSettings(
                    r ->
                        r.effectiveSettings(true)
                            .name(SettingName.SERVICE_LONG_ARN_FORMAT)
                            .value("enabled"))
                .settings())
        .hasSize(1);
  }

  @Test
  void clustersTakeOverContainerInsights() {
    api.ecs().putAccountSetting(r -> r.name(SettingName.CONTAINER_INSIGHTS).value("enhanced"));
    Cluster cluster = api.ecs().createCluster(r -> r.clusterName("insights")).cluster();
    assertThat(cluster.settings().getFirst().value()).isEqualTo("enhanced");
    api.ecs().deleteAccountSetting(r -> r.name(SettingName.CONTAINER_INSIGHTS));
  }

  @ParameterizedTest
  @CsvSource({
    "serviceLongArnFormat, disabled, every ARN has the long format",
    "containerInsights, sometimes, 'disabled, enabled, enhanced'",
    "guardDutyActivate, on, managed by AWS",
    "fargateFIPSMode, enabled, fargateFIPSMode",
  })
  void valuesThatAreRefused(String name, String value, String message) {
    api.refused(
            "InvalidParameterException",
            ecs -> ecs.putAccountSetting(r -> r.name(name).value(value)))
        .contains(message);
  }

  private String effective(SettingName name, String principal) {
    return api.ecs()
        .listAccountSettings(r -> r.name(name).principalArn(principal).effectiveSettings(true))
        .settings()
        .getFirst()
        .value();
  }
}
