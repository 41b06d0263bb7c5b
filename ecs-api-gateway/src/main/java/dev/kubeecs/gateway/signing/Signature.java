package dev.kubeecs.gateway.signing;

import dev.kubeecs.gateway.protocol.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature that Signature Version 4 demands of a request; a pure function of request and key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">the
 *     specification</a>
 */
final class Signature {

  private static final String HMAC = "HmacSHA256";

  private Signature() {}

  /**
   * Signs a request.
   *
   * @param call the request
   * @param signedHeaders lower-case names of the headers that the signature covers
   * @param scope what the signature is for
   * @param time of the request, {@code yyyyMMdd'T'HHmmss'Z'}
   * @param secretAccessKey the key
   * @return lower-case hexadecimal
   */
  static String of(
      HttpCall call,
      List<String> signedHeaders,
      CredentialScope scope,
      String time,
      String secretAccessKey) {
    String stringToSign =
        String.join(
            "\n",
            AuthorizationHeader.ALGORITHM,
            time,
            scope.signed(),
            hexDigest(canonicalRequest(call, signedHeaders).getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    for (String part :
        List.of(scope.date(), scope.region(), scope.service(), CredentialScope.TERMINATOR)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, stringToSign));
  }

  static String canonicalRequest(HttpCall call, List<String> signedHeaders) {
    List<String> names = signedHeaders.stream().sorted().toList();
    return String.join(
        "\n",
        call.method(),
        canonicalPath(call.path()),
        canonicalQuery(call.query()),
        names.stream()
            .map(name -> name + ":" + canonicalValue(call.headers().all(name)) + "\n")
            .collect(Collectors.joining()),
        String.join(";", names),
        hexDigest(call.body()));
  }

  /** Every service but S3 encodes the path as sent once more. */
  private static String canonicalPath(String path) {
    return path.isEmpty()
        ? "/"
        : Arrays.stream(path.split("/", -1))
            .map(Signature::encode)
            .collect(Collectors.joining("/"));
  }

  private static String canonicalQuery(String query) {
    return query.isEmpty()
        ? ""
        : Arrays.stream(query.split("&"))
            .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String canonicalValue(List<String> values) {
    return values.stream()
        .map(value -> value.trim().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static String encode(String segment) {
    StringBuilder encoded = new StringBuilder();
    for (byte character : segment.getBytes(StandardCharsets.UTF_8)) {
      char plain = (char) (character & 0xff);
      if ((plain >= 'A' && plain <= 'Z')
          || (plain >= 'a' && plain <= 'z')
          || (plain >= '0' && plain <= '9')
          || "-._~".indexOf(plain) >= 0) {
        encoded.append(plain);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(character));
      }
    }
    return encoded.toString();
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  private static String hexDigest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
