package dev.kubeecs.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** Whatever a client sends, it gets an AWS error or an answer, and never that we broke. */
class ProtocolFuzzTest {

  private static final ApiModel ECS = Calls.ECS.model();

  /** Binds every request, so that what validation lets through must be readable. */
  private static final Dispatcher DISPATCHER =
      Calls.dispatcher(
          operations -> ECS.operations().values().forEach(each -> register(operations, each)));

  @Property(tries = 2000)
  void anyBytes(
      @ForAll @From("operations") String operation, @ForAll @Size(max = 200) byte[] body) {
    assertAnswered(
        DISPATCHER.answer(
            Calls.call(
                Map.of(
                    "X-Amz-Target",
                    ECS.targetPrefix() + "." + operation,
                    "Content-Type",
                    "application/x-amz-json-1.1"),
                body),
            "id"));
  }

  @Property(tries = 5000)
  void anyJson(@ForAll @From("operations") String operation, @ForAll long seed) {
    String body = new RandomRequests(ECS, seed).body(ECS.operation(operation).orElseThrow());

    Answer answer = DISPATCHER.answer(Calls.ecs(operation, body), "id");

    assertAnswered(answer);
    // Not everything may be refused, nor accepted, or this would test little.
    Statistics.collect(answer.code());
    Statistics.coverage(
        coverage -> {
          coverage.check("OK").percentage(share -> share > 10);
          coverage.check("InvalidParameterException").percentage(share -> share > 5);
          coverage.check("SerializationException").percentage(share -> share > 5);
        });
  }

  @Property(tries = 2000)
  void anyHeaders(@ForAll String target, @ForAll String contentType) {
    assertAnswered(
        DISPATCHER.answer(
            Calls.call(
                Map.of("X-Amz-Target", target, "Content-Type", contentType),
                "{}".getBytes(StandardCharsets.UTF_8)),
            "id"));
  }

  @Provide
  Arbitrary<String> operations() {
    return Arbitraries.of(ECS.operations().keySet());
  }

  private static void assertAnswered(Answer answer) {
    assertThat(answer.status()).isLessThan(500);
    assertThat(Calls.json(answer).isObject()).isTrue();
    assertThat(Calls.json(answer).has("__type")).isEqualTo(answer.status() != 200);
  }

  @SuppressWarnings("unchecked") // the classes are looked up by name
  private static void register(Operations.Registration operations, Operation operation) {
    try {
      Class<?> response = Class.forName("dev.kubeecs.api.ecs." + operation.output());
      Object builder = response.getMethod("builder").invoke(null);
      Object empty = builder.getClass().getMethod("build").invoke(builder);
      operations.on(
          (Class<Request<Object>>) Class.forName("dev.kubeecs.api.ecs." + operation.input()),
          (request, call) -> empty);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
