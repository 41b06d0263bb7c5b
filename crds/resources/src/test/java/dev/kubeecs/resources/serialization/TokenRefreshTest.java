package dev.kubeecs.resources.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import org.junit.jupiter.api.Test;

class TokenRefreshTest {

  @Test
  void aCertificateIsNoTokenToBeRefreshed() {
    assertThat(looksForTokens(config().withClientCertData("certificate").build())).isFalse();
    assertThat(looksForTokens(config().withClientCertFile("tls.crt").build())).isFalse();
  }

  @Test
  void tokensAreRefreshed() {
    assertThat(looksForTokens(config().build())).as("one may come").isTrue();
    assertThat(looksForTokens(config().withAutoOAuthToken("token").build())).isTrue();
    assertThat(
            looksForTokens(
                config().withClientCertData("certificate").withAutoOAuthToken("token").build()))
        .isTrue();
  }

  private static ConfigBuilder config() {
    return new ConfigBuilder(Config.empty()).withMasterUrl("https://127.0.0.1:6443");
  }

  private static boolean looksForTokens(Config config) {
    var factory = HttpClientUtils.getHttpClientFactory();
    var builder = (StandardHttpClientBuilder<?, ?, ?>) factory.newBuilder();
    builder.addOrReplaceInterceptor(
        TokenRefreshInterceptor.NAME, new TokenRefreshInterceptor(config, factory, null));
    TokenRefresh.onlyOfTokens(config, builder);
    return builder.getInterceptors().containsKey(TokenRefreshInterceptor.NAME);
  }
}
