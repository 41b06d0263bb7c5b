package dev.kubeecs.resources.discovery;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The attributes of instances that have a meaning of their own. */
public final class InstanceAttributes {

  /** The address of an instance. */
  public static final String IPV4 = "AWS_INSTANCE_IPV4";

  /** The port of an instance. */
  public static final String PORT = "AWS_INSTANCE_PORT";

  /** Whether an instance that is registered by hand is UNHEALTHY at first. */
  public static final String INIT_HEALTH_STATUS = "AWS_INIT_HEALTH_STATUS";

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern ADDRESS = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");
  private static final int LAST_PORT = 65535;

  private InstanceAttributes() {}

  /** The address that attributes tell. */
  public static Optional<String> address(Map<String, String> attributes) {
    return Optional.ofNullable(attributes.get(IPV4)).filter(InstanceAttributes::isIpv4);
  }

  /** The port that attributes tell. */
  public static OptionalInt port(Map<String, String> attributes) {
    String port = attributes.getOrDefault(PORT, "");
    return DIGITS.matcher(port).matches() && Integer.parseInt(port) <= LAST_PORT
        ? OptionalInt.of(Integer.parseInt(port))
        : OptionalInt.empty();
  }

  /** Whether a text is an IPv4 address. */
  public static boolean isIpv4(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
