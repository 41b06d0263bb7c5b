package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.resources.naming.Account;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierTest {

  @ParameterizedTest
  @CsvSource({
    "hello, , hello",
    "demo/hello, demo, hello",
    "arn:aws:ecs:us-east-1:000000000000:service/hello, , hello",
    "arn:aws:ecs:us-east-1:000000000000:service/demo/hello, demo, hello",
    "arn:aws-cn:ecs:us-east-1:000000000000:service/demo/hello, demo, hello",
  })
  void namesAndArns(String text, String cluster, String name) {
    assertThat(Identifier.parse(text, "service", Account.DEFAULT))
        .isEqualTo(new Identifier(cluster, name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/b/c | Invalid identifier: Unexpected number of separators
          arn:aws:ecs:us-east-1:000000000000:service/a/b/c | Invalid identifier: Unexpected number of separators
          arn:aws:ecs:us-east-1:000000000000:cluster/demo | Invalid identifier: Identifier is for a cluster. A service is expected.
          arn:aws:ecs:us-east-1:111122223333:service/a | Invalid identifier: Identifier is for 111122223333. Your accountId is 000000000000
          arn:aws:ecs:eu-west-1:000000000000:service/a | Invalid identifier: Identifier is for eu-west-1. Your region is us-east-1
          arn:aws:s3:::bucket | Invalid identifier: arn:aws:s3:::bucket is no ARN of ECS.
          arn:hostile | Invalid identifier: arn:hostile is no ARN of ECS.
          """)
  void whatIsRefused(String text, String message) {
    assertThatThrownBy(() -> Identifier.parse(text, "service", Account.DEFAULT))
        .isInstanceOf(AwsException.class)
        .hasMessage(message)
        .extracting(error -> ((AwsException) error).code())
        .isEqualTo("InvalidParameterException");
  }

  @ParameterizedTest
  @CsvSource({"demo/hello, demo, true", "hello, demo, true", "other/hello, demo, false"})
  void anIdentifierOfAnotherClusterIsRefused(String text, String cluster, boolean accepted) {
    Identifier identifier = Identifier.parse(text, "service", Account.DEFAULT);
    if (accepted) {
      assertThat(identifier.within(cluster).name()).isEqualTo("hello");
    } else {
      assertThatThrownBy(() -> identifier.within(cluster))
          .hasMessage("Invalid identifier: Identifier is for cluster other. Your cluster is demo");
    }
  }
}
