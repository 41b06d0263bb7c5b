package dev.kubeecs.gateway.ecs.executecommand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/, , ws://127.0.0.1:8080",
    "https://ecs.example.com/, , wss://ecs.example.com",
    "http://127.0.0.1:8080/, wss://sessions.example.com/, wss://sessions.example.com",
  })
  void aSessionIsWhereTheClientHasReachedUsUnlessConfigured(
      String endpoint, String configured, String base) {
    assertThat(StreamUrl.of(endpoint, Optional.ofNullable(configured), "ecs-execute-command-1"))
        .isEqualTo(base + "/v1/data-channel/ecs-execute-command-1?role=publish_subscribe");
  }
}
