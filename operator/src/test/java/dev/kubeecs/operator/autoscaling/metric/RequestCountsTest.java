package dev.kubeecs.operator.autoscaling.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.operator.autoscaling.metric.RequestCounts.Counted;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests a minute, out of what proxies count. */
class RequestCountsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aProxyTellsALineForEachServerAndEachBackend() {
    String csv =
        """
        # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin
        health,FRONTEND,,,1,2,3,9,0,
        target-group-web,10.0.0.1:80,0,0,0,1,,40,0,
        target-group-web,BACKEND,0,0,0,1,1,42,0,
        target-group-api,BACKEND,0,0,0,1,1,7,0,
        """;
    assertThat(ProxyCounters.requests(csv, "target-group-web")).hasValue(42);
    assertThat(ProxyCounters.requests(csv, "target-group-none")).isEmpty();
    assertThat(ProxyCounters.requests("", "target-group-web")).isEmpty();
    assertThat(ProxyCounters.requests("not found", "target-group-web")).isEmpty();
  }

  @Test
  void theRateIsOfWhatCameSinceTheLastLook() {
    Counted before = new Counted(NOW, Map.of("a", 100L, "gone", 500L));
    Counted after = new Counted(NOW.plusSeconds(30), Map.of("a", 130L, "new", 20L));
    assertThat(after.perMinuteSince(before)).isEqualTo(100);
  }

  @Test
  void aNewWorkerBeginsWithNothing() {
    Counted before = new Counted(NOW, Map.of("a", 100L));
    Counted after = new Counted(NOW.plusSeconds(60), Map.of("a", 40L));
    assertThat(after.perMinuteSince(before)).isEqualTo(40);
  }
}
