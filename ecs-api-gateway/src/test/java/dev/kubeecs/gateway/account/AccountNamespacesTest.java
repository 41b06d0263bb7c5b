package dev.kubeecs.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.store.Caches;
import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KubernetesTest
class AccountNamespacesTest {

  private final KubernetesClient client;
  private final Caches caches = new Caches();
  private final Account account =
      new Account(
          "%012d".formatted(ThreadLocalRandom.current().nextLong(1_000_000_000_000L)),
          "eu-central-1");
  private AccountNamespaces development;
  private AccountNamespaces strict;

  AccountNamespacesTest(KubernetesClient client) {
    this.client = client;
  }

  @BeforeEach
  void start() {
    development = new AccountNamespaces(client, caches, true);
    strict = new AccountNamespaces(client, caches, false);
    await().until(() -> caches.waitingFor().isEmpty());
  }

  @AfterEach
  void stop() {
    caches.close();
    client.namespaces().withLabel(Labels.ACCOUNT_ID, account.id()).delete();
  }

  @Test
  void theDefaultAccountIsTheDefaultNamespace() {
    assertThat(strict.of(Account.DEFAULT)).isEqualTo("default");
  }

  @Test
  void aLabelledNamespaceIsAnAccount() {
    String name = "team-" + account.id();
    assertThatThrownBy(() -> strict.of(account))
        .isInstanceOf(AwsException.class)
        .hasMessage("There is no account " + account.id() + " in region eu-central-1 here.");

    client.resource(namespace(name)).create();

    await().untilAsserted(() -> assertThat(strict.of(account)).isEqualTo(name));
  }

  @Test
  void whoeverLabelsASecondNamespaceAlikeTakesNothingOver() {
    String first = "z-" + account.id();
    client.resource(namespace(first)).create();
    await().untilAsserted(() -> assertThat(strict.of(account)).isEqualTo(first));
    // Creation times are whole seconds.
    Instant created =
        Instant.parse(
            client.namespaces().withName(first).get().getMetadata().getCreationTimestamp());
    await().until(() -> Instant.now().isAfter(created.plusSeconds(1)));
    client.resource(namespace("a-" + account.id())).create();

    Account third = new Account(account.id(), "eu-west-1");
    development.of(third); // the cache has seen the second by now

    assertThat(strict.of(account)).isEqualTo(first);
  }

  @Test
  void inDevelopmentAnAccountIsMadeOnFirstUse() {
    String name = development.of(account);

    assertThat(name).isEqualTo("ecs-" + account.id() + "-eu-central-1");
    assertThat(client.namespaces().withName(name).get().getMetadata().getLabels())
        .containsAllEntriesOf(account.labels());
    assertThat(development.of(account)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "a b", "-", "x-", "ä", "a.b", "../etc"})
  void hostileRegions(String region) {
    assertThatThrownBy(() -> development.of(new Account(account.id(), region)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("Credential should be scoped to a valid region, not '" + region);
  }

  private Namespace namespace(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(account.labels())
        .endMetadata()
        .build();
  }
}
