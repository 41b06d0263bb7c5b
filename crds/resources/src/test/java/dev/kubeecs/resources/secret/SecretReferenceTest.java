package dev.kubeecs.resources.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {

  private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";
  private static final String PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter";

  @ParameterizedTest
  @CsvSource({
    "db-AbCdEf, secretsmanager.db, AWSCURRENT",
    "db, secretsmanager.db, AWSCURRENT",
    "prod/db-AbCdEf, secretsmanager.prod.db, AWSCURRENT",
    "db-AbCdEf:password::, secretsmanager.db, password",
    "db-AbCdEf::AWSPREVIOUS:, secretsmanager.db, AWSPREVIOUS",
    "db-AbCdEf:password:AWSCURRENT:, secretsmanager.db, password",
    "db-AbCdEf:password:AWSPREVIOUS:, secretsmanager.db, AWSPREVIOUS.password",
    "db-AbCdEf:password::9d4cb84b, secretsmanager.db, 9d4cb84b.password",
    "Db-AbCdEf, secretsmanager.db-x0a276e36c9, AWSCURRENT",
  })
  void aSecretIsAKubernetesSecret(String name, String object, String key) {
    assertIs(SECRET + name, object, key);
  }

  @ParameterizedTest
  @CsvSource({
    "token, ssm.token, value",
    "/token, ssm.token, value",
    "/prod/db/password, ssm.prod.db.password, value",
    PARAMETER + "/prod/db/password, ssm.prod.db.password, value",
    PARAMETER + "/token, ssm.token, value",
    "/aws/reference/secretsmanager/prod/db, secretsmanager.prod.db, AWSCURRENT",
  })
  void aParameterIsAKubernetesSecret(String valueFrom, String object, String key) {
    assertIs(valueFrom, object, key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "arn:aws:s3:::bucket/key",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:",
        "arn:aws:ssm:us-east-1:123456789012:document/x",
      })
  void anythingElseIsNone(String valueFrom) {
    assertThat(SecretReference.parse(valueFrom)).isEmpty();
  }

  private static void assertIs(String valueFrom, String object, String key) {
    SecretReference reference = SecretReference.parse(valueFrom).orElseThrow();
    assertThat(reference.objectName()).isEqualTo(object);
    assertThat(reference.key()).isEqualTo(key);
  }
}
