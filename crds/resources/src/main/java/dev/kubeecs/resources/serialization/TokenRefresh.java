package dev.kubeecs.resources.serialization;

import static io.fabric8.kubernetes.client.utils.Utils.isNullOrEmpty;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;

/** Whether a client of the API server looks for newer tokens from time to time. */
public final class TokenRefresh {

  private TokenRefresh() {}

  /**
   * Has a client that shows a certificate look for no token. A minute after its start, Fabric8's
   * would read the whole kubeconfig again before every request, for a token that never was there.
   */
  public static void onlyOfTokens(Config config, HttpClient.Builder builder) {
    boolean hasCertificate =
        !isNullOrEmpty(config.getClientCertData()) || !isNullOrEmpty(config.getClientCertFile());
    if (hasCertificate && !hasToken(config)) {
      builder.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, null);
    }
  }

  private static boolean hasToken(Config config) {
    return config.getOauthTokenProvider() != null
        || config.getAuthProvider() != null
        || !isNullOrEmpty(config.getOauthToken())
        || !isNullOrEmpty(config.getAutoOAuthToken());
  }
}
