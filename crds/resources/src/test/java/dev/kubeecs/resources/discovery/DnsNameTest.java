package dev.kubeecs.resources.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the cluster's DNS has a place for a namespace. */
class DnsNameTest {

  @ParameterizedTest
  @CsvSource({
    "shop, shop.account.svc.cluster.local",
    "shop.internal, shop.internal.svc.cluster.local",
    "my-shop.local, my-shop.local.svc.cluster.local",
  })
  void aNamespaceIsWhereTheSearchListOfPodsFindsIt(String namespace, String full) {
    assertThat(DnsName.of(namespace).orElseThrow().full("account", "cluster.local"))
        .isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.shop.internal", "Shop", "1shop", "shop.", ".shop", "sh_op", "shop..internal"})
  void othersHaveNoneAndAreToldWhy(String namespace) {
    assertThat(DnsName.of(namespace)).isEmpty();
    assertThat(DnsName.refusal(namespace)).contains(namespace).contains("HTTP namespace");
  }

  @Test
  void aServiceIsALabelOfDns() {
    assertThat(DnsName.isHostName("backend-2")).isTrue();
    assertThat(DnsName.isHostName("Backend")).isFalse();
    assertThat(DnsName.isHostName("_http._tcp")).isFalse();
  }
}
