package dev.kubeecs.gateway.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.Calls;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {

  private static final Permissions PERMISSIONS = Permissions.load(List.of(Calls.ECS));

  @Test
  void everyOperationNeedsOne() {
    assertThat(Calls.ECS.model().operations().keySet())
        .allSatisfy(operation -> assertThat(permission(operation)).isNotNull());
  }

  @Test
  void whatOnlyReadsNeedsOnlyToRead() {
    assertThat(Calls.ECS.model().operations().values())
        .allSatisfy(
            operation ->
                assertThat(List.of("get", "list").contains(permission(operation.name()).verb()))
                    .as(operation.name())
                    .isEqualTo(operation.readOnly()));
  }

  @ParameterizedTest
  @CsvSource({
    "RunTask, create ecstasks",
    "ExecuteCommand, create ecstasks/exec",
    "DeleteService, delete ecsservices",
  })
  void examples(String operation, String permission) {
    assertThat(permission(operation)).hasToString(permission);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "create", "destroy ecstasks", "create ecstasks now"})
  void mistakes(String text) {
    assertThatThrownBy(() -> Permission.parse(text)).hasMessage("no permission: " + text);
  }

  private static Permission permission(String operation) {
    return PERMISSIONS.of(
        new BoundOperation(
            Calls.ECS, Calls.ECS.model().operation(operation).orElseThrow(), Optional.empty()));
  }
}
