package dev.kubeecs.gateway.ecs.executecommand;

import dev.kubeecs.gateway.sessionmanager.DataChannelEndpoint;
import java.util.Optional;

/** Where a client finds its session. */
final class StreamUrl {

  private StreamUrl() {}

  /**
   * The URL of a session's websocket.
   *
   * @param endpoint by which the client has reached us, http or https
   * @param configured takes its place, ws or wss
   */
  static String of(String endpoint, Optional<String> configured, String sessionId) {
    String base = configured.orElseGet(() -> endpoint.replaceFirst("^http", "ws"));
    return "%s%s%s?role=publish_subscribe"
        .formatted(base.replaceFirst("/+$", ""), DataChannelEndpoint.PATH, sessionId);
  }
}
