package dev.kubeecs.resources.naming;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** New identities in the form that ECS gives them. */
public final class Identifiers {

  private static final RandomGenerator RANDOM = new SecureRandom();
  private static final Pattern TASK_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern UUID_PARTS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");
  private static final BigInteger TEN_TO_18 = BigInteger.TEN.pow(18);

  private Identifiers() {}

  /** A task id: 32 hexadecimal digits. */
  public static String taskId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The task id of a service's Pod: the Pod's UID without dashes. */
  public static String taskId(String podUid) {
    return podUid.replace("-", "");
  }

  /** The UUID that a task's id spells without dashes; one of our own for a name of kubectl's. */
  public static UUID uuid(String taskId) {
    return TASK_ID.matcher(taskId).matches()
        ? UUID.fromString(UUID_PARTS.matcher(taskId).replaceAll("$1-$2-$3-$4-$5"))
        : UUID.nameUUIDFromBytes(taskId.getBytes(StandardCharsets.UTF_8));
  }

  /** The id of a container in its ARN: the same for the same container of the same task. */
  public static String containerId(String taskId, String containerName) {
    byte[] name = (taskId + "/" + containerName).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  /** The id by which ELB knows a resource: 16 hexadecimal digits, from the UID of its object. */
  public static String loadBalancing(String uid) {
    return uid.replace("-", "").substring(16);
  }

  /** A deployment's identity: 19 digits, the first not zero. */
  public static String deploymentId() {
    return nineteenDigits(UUID.randomUUID());
  }

  /** The same 19 digits for the same text. */
  public static String nineteenDigits(String source) {
    return nineteenDigits(UUID.nameUUIDFromBytes(source.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same 19 digits for the same UUID. */
  public static String nineteenDigits(UUID source) {
    BigInteger number =
        new BigInteger(source.toString().replace("-", ""), 16)
            .mod(TEN_TO_18.multiply(BigInteger.valueOf(9)));
    return number.add(TEN_TO_18).toString();
  }
}
