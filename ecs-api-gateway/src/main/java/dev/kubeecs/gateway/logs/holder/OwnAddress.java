package dev.kubeecs.gateway.logs.holder;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this gateway listens, as other gateways see it: in a Pod, the Pod's address. */
@Singleton
final class OwnAddress {

  private static final String EVERYWHERE = "0.0.0.0";

  private final String host;
  private final int port;

  OwnAddress(
      @ConfigProperty(name = "quarkus.http.host", defaultValue = EVERYWHERE) String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.host = host;
    this.port = port;
  }

  String url() {
    return "http://" + (host.equals(EVERYWHERE) ? localHost() : host) + ":" + port;
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }
}
