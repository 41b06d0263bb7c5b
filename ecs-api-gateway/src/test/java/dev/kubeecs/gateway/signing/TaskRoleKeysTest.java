package dev.kubeecs.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import dev.kubeecs.gateway.signing.TaskRoleKeys.Issued;
import dev.kubeecs.resources.taskendpoint.SharedKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskRoleKeysTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final ServiceAccount READER = new ServiceAccount("team-a", "reader");

  private final TaskRoleKeys keys = keys((byte) 1);

  @Test
  void whatIsIssuedIsFoundByItsToken() {
    Issued issued = keys.issue("123456789012", READER, "task");

    assertThat(issued.id()).matches("ASIA[A-Z2-7]{16}");
    assertThat(issued.expiration()).isEqualTo("2026-01-02T09:04:05Z");
    assertThat(keys.find(issued.id(), Optional.of(issued.token())))
        .contains(
            new AccessKey(
                issued.id(),
                issued.secret(),
                "123456789012",
                READER,
                Optional.of(issued.token()),
                Optional.of(issued.expiration())));
  }

  @Test
  void everyGatewayWithTheSameKeyFindsIt() {
    Issued issued = keys.issue("123456789012", READER, "task");

    assertThat(keys((byte) 1).find(issued.id(), Optional.of(issued.token()))).isPresent();
    assertThat(keys((byte) 2).find(issued.id(), Optional.of(issued.token()))).isEmpty();
  }

  @Test
  void aTokenIsGoodForItsOwnKeyOnly() {
    Issued one = keys.issue("123456789012", READER, "task");
    Issued two = keys.issue("123456789012", READER, "task");

    assertThat(one.secret()).isNotEqualTo(two.secret());
    assertThat(keys.find(one.id(), Optional.of(two.token()))).isEmpty();
    assertThat(keys.find(one.id(), Optional.empty())).isEmpty();
  }

  @Test
  void nobodyChangesWhatATokenSays() {
    Issued issued = keys.issue("123456789012", READER, "task");
    int dot = issued.token().indexOf('.');
    String claims =
        new String(
            Base64.getUrlDecoder().decode(issued.token().substring(0, dot)),
            StandardCharsets.UTF_8);
    String forged =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("reader", "writer").getBytes(StandardCharsets.UTF_8))
            + issued.token().substring(dot);

    assertThat(keys.find(issued.id(), Optional.of(forged))).isEmpty();
    assertThat(keys.find(issued.id(), Optional.of("nonsense"))).isEmpty();
    assertThat(keys.find(issued.id(), Optional.of("."))).isEmpty();
  }

  private static TaskRoleKeys keys(byte first) {
    byte[] bytes = new byte[32];
    bytes[0] = first;
    SharedKey key = new SharedKey(bytes);
    return new TaskRoleKeys(
        purpose -> key.code(purpose.name(), purpose.text()),
        Duration.ofHours(6),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
