package dev.kubeecs.operator.loadbalancing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a Secret of the type {@code kubernetes.io/tls} holds: a certificate that signs itself. */
final class TlsSecret {

  private static final String PASSWORD = "nobody's";

  private TlsSecret() {}

  /** The data of a Secret for a server of that name. */
  static Map<String, String> of(String server, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = Files.createTempDirectory(folder, "tls").resolve("store");
    int status =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "server",
                    "-dname",
                    "CN=" + server,
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    file.toString()))
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("keytool ended with " + status);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD.toCharArray());
    }
    return Map.of(
        "tls.crt",
        pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
        "tls.key",
        pem("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String what, byte[] content) {
    String text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
