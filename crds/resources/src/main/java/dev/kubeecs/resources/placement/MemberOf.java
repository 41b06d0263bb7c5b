package dev.kubeecs.resources.placement;

import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The label that stands for an expression on the Nodes for which it holds, so that the scheduler of
 * Kubernetes, which does not know the language, finds them.
 */
public final class MemberOf {

  /** On Pods and their templates: the expressions that they need, a JSON array. */
  public static final String EXPRESSIONS = "kube-ecs.dev/member-of";

  /** A label's name has up to 63 characters. */
  private static final int BYTES = 20;

  private MemberOf() {}

  /** The key of the label: tasks of one cluster are no matter to the expressions of another. */
  public static String label(Account account, String cluster, String expression) {
    String text = account.id() + "/" + account.region() + "/" + cluster + "/" + expression;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Labels.MEMBER_OF + HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
