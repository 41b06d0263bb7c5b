package dev.kubeecs.resources.loadbalancing.validation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses, as written; no name is looked up. */
public final class Addresses {

  /** Without leading zeros, which some take for octal numbers and Kubernetes refuses. */
  private static final Pattern IPV4 =
      Pattern.compile(
          "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Addresses() {}

  /** Why no target can have that address; empty if one can. */
  public static Optional<String> violationOfTarget(String address) {
    Optional<InetAddress> parsed =
        IPV4.matcher(address).matches() ? parse(address) : Optional.empty();
    if (parsed.isEmpty()) {
      return Optional.of("The IP address '" + address + "' is not a valid IPv4 address");
    }
    InetAddress ip = parsed.get();
    boolean ofNobodyElse =
        ip.isAnyLocalAddress()
            || ip.isLoopbackAddress()
            || ip.isLinkLocalAddress()
            || ip.isMulticastAddress();
    return ofNobodyElse
        ? Optional.of("The IP address '" + address + "' cannot be that of a target")
        : Optional.empty();
  }

  /** Whether a text is a block of addresses, such as {@code 10.0.0.0/8}. */
  static boolean isBlock(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String address = text.substring(0, slash);
    String bits = text.substring(slash + 1);
    return IPV4.matcher(address).matches()
        ? Rules.isNumber(bits, 0, 32)
        : IPV6.matcher(address).matches()
            && parse(address).isPresent()
            && Rules.isNumber(bits, 0, 128);
  }

  private static Optional<InetAddress> parse(String literal) {
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
