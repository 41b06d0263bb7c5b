package dev.kubeecs.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.protocol.Headers;
import dev.kubeecs.gateway.protocol.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public examples of the specification: the same key, time and scope, one request each. */
class SignatureTest {

  private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String TIME = "20150830T123600Z";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          get-vanilla               | GET  | /  | ""                          | ""                                             | ""           | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
          get-query-order-key-case  | GET  | /  | Param2=value2&Param1=value1 | ""                                             | ""           | b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
          post-vanilla              | POST | /  | ""                          | ""                                             | ""           | 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
          post-x-www-form           | POST | /  | ""                          | Content-Type:application/x-www-form-urlencoded | Param1=value1 | ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a
          """)
  void vectors(
      String name,
      String method,
      String path,
      String query,
      String header,
      String body,
      String signature) {
    List<Map.Entry<String, String>> headers =
        new ArrayList<>(
            List.of(Map.entry("Host", "example.amazonaws.com"), Map.entry("X-Amz-Date", TIME)));
    if (!header.isEmpty()) {
      headers.add(Map.entry(header.split(":")[0], header.split(":")[1]));
    }
    HttpCall call =
        new HttpCall(
            method, path, query, Headers.of(headers), body.getBytes(StandardCharsets.UTF_8));

    assertThat(
            Signature.of(
                call,
                List.copyOf(call.headers().names()),
                new CredentialScope("AKIDEXAMPLE", "20150830", "us-east-1", "service"),
                TIME,
                KEY))
        .isEqualTo(signature);
  }
}
