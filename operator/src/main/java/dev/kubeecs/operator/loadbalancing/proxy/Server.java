package dev.kubeecs.operator.loadbalancing.proxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A target that takes requests. */
public record Server(String address, int port) {

  private static final int NAME_BYTES = 8;

  /** Its name, which clients see in cookies: it tells nothing about the network. */
  public String name() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((address + ":" + port).getBytes(StandardCharsets.UTF_8));
      return "t" + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As HAProxy writes it; IPv6 addresses need no brackets there. */
  String target() {
    return address + ":" + port;
  }
}
