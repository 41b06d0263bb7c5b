package dev.kubeecs.gateway.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.SharedKeys;
import dev.kubeecs.gateway.protocol.Identity.ServiceAccount;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Temporary keys of task roles. Nothing of them is stored: the session token says whose rights they
 * have until when, under a code that only gateways can make, and the secret follows from it.
 */
@Singleton
public class TaskRoleKeys {

  /** As AWS begins the ids of temporary keys. */
  private static final String PREFIX = "ASIA";

  private static final String ID_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int RANDOM_DIGITS = 16;
  private static final String TOKEN = "task-role-token";
  private static final String SECRET = "task-role-secret";
  private static final JsonMapper JSON = new JsonMapper();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Function<Purpose, String> codes;
  private final Duration lifetime;
  private final Clock clock;

  @Inject
  TaskRoleKeys(SharedKeys keys, GatewayConfiguration configuration, Clock clock) {
    this(
        purpose -> keys.get().code(purpose.name(), purpose.text()),
        configuration.taskRoleCredentials(),
        clock);
  }

  TaskRoleKeys(Function<Purpose, String> codes, Duration lifetime, Clock clock) {
    this.codes = codes;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** What a code is for. */
  record Purpose(String name, String text) {}

  /**
   * A key as a task gets it.
   *
   * @param id of the access key
   * @param secret that signs
   * @param token to be sent with each request
   * @param expiration when it ends
   */
  public record Issued(String id, String secret, String token, Instant expiration) {}

  /**
   * A new key with the rights of a role.
   *
   * @param accountId whose task it is
   * @param role the ServiceAccount that the role is
   * @param session of whom, for logs: the task's id
   */
  public Issued issue(String accountId, ServiceAccount role, String session) {
    Instant expiration = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    String id =
        RANDOM
            .ints(RANDOM_DIGITS, 0, ID_DIGITS.length())
            .mapToObj(digit -> String.valueOf(ID_DIGITS.charAt(digit)))
            .collect(Collectors.joining("", PREFIX, ""));
    String claims =
        write(
            new Claims(
                id,
                accountId,
                role.namespace(),
                role.name(),
                session,
                expiration.getEpochSecond()));
    return new Issued(id, secret(claims), claims + "." + code(claims), expiration);
  }

  /** The key of that id, if the token is one that a gateway has made for it; also if it is over. */
  Optional<AccessKey> find(String id, Optional<String> token) {
    return token
        .flatMap(this::genuine)
        .flatMap(claims -> read(claims).map(read -> key(read, claims, token)))
        .filter(key -> key.id().equals(id));
  }

  private AccessKey key(Claims claims, String text, Optional<String> token) {
    return new AccessKey(
        claims.id(),
        secret(text),
        claims.account(),
        new ServiceAccount(claims.namespace(), claims.serviceAccount()),
        token,
        Optional.of(Instant.ofEpochSecond(claims.expiration())));
  }

  /** The claims of a token that is ours. */
  private Optional<String> genuine(String token) {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String claims = token.substring(0, dot);
    boolean ours =
        MessageDigest.isEqual(
            token.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
            code(claims).getBytes(StandardCharsets.UTF_8));
    return ours ? Optional.of(claims) : Optional.empty();
  }

  private String code(String claims) {
    return codes.apply(new Purpose(TOKEN, claims));
  }

  private String secret(String claims) {
    return codes.apply(new Purpose(SECRET, claims));
  }

  private static String write(Claims claims) {
    try {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(claims));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Claims> read(String claims) {
    try {
      return Optional.of(JSON.readValue(Base64.getUrlDecoder().decode(claims), Claims.class));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private record Claims(
      @JsonProperty("k") String id,
      @JsonProperty("a") String account,
      @JsonProperty("n") String namespace,
      @JsonProperty("r") String serviceAccount,
      @JsonProperty("s") String session,
      @JsonProperty("e") long expiration) {}
}
