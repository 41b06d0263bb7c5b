package dev.kubeecs.gateway.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.Service;
import dev.kubeecs.gateway.ecs.Golden;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.service.EcsService;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceViewTest {

  static List<Golden> cases() {
    return Golden.cases("service");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(Golden golden) {
    Service view =
        ServiceView.of(
            golden.in("service", EcsService.class).orElseThrow(),
            List.of(),
            Account.DEFAULT,
            Instant.parse("2026-11-21T12:00:00Z"),
            true);
    assertThat(Golden.json(view)).isEqualTo(golden.out(view));
  }
}
