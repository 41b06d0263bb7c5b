package dev.kubeecs.resources.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.CPUArchitecture;
import dev.kubeecs.api.ecs.RuntimePlatform;
import dev.kubeecs.resources.containerinstance.HostPort;
import dev.kubeecs.resources.containerinstance.Instance;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.containerinstance.query.ExpressionParser;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpecBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacingTest {

  private static final Wanted WANTED = wanted(100, 10, Set.of());

  @Test
  void theEmptiestInstanceIsTakenByDefaultAndTheFullestForBinpack() {
    List<Candidate> candidates = List.of(candidate("a", 1000, 50), candidate("b", 1000, 80));
    assertThat(Placing.all(candidates, WANTED, 5))
        .containsExactly(on("b"), on("b"), on("b"), on("a"), on("b"));
    Wanted binpacked = new Wanted(WANTED.demand(), "g", List.of(), false, true);
    assertThat(Placing.all(candidates, binpacked, 2)).containsExactly(on("a"), on("a"));
  }

  @Test
  void tasksOfOneRequestTakeRoomFromEachOther() {
    assertThat(Placing.all(List.of(candidate("a", 250, 100)), WANTED, 3))
        .containsExactly(on("a"), on("a"), new Placed.Nowhere("a", Obstacle.CPU));
    assertThat(Placing.all(List.of(candidate("a", 1000, 100)), wanted(1, 1, Set.of(port(80))), 2))
        .containsExactly(on("a"), new Placed.Nowhere("a", Obstacle.PORTS));
  }

  @Test
  void distinctTasksOfAGroupDoNotShareAnInstance() {
    Wanted distinct = new Wanted(WANTED.demand(), "g", List.of(), true, false);
    assertThat(
            Placing.all(List.of(candidate("a", 1000, 100), candidate("b", 1000, 90)), distinct, 3))
        .containsExactly(on("a"), on("b"), new Placed.Nowhere("b", Obstacle.DISTINCT_INSTANCE));
  }

  @Test
  void theInstanceThatComesClosestTellsWhatIsInTheWay() {
    Candidate disconnected = new Candidate(instance("z", false, Map.of()), resources(9999, 9999));
    assertThat(Placing.all(List.of(disconnected, candidate("a", 1000, 5)), WANTED, 1))
        .containsExactly(new Placed.Nowhere("a", Obstacle.MEMORY));
    assertThat(Placing.all(List.of(disconnected), WANTED, 1))
        .containsExactly(new Placed.Nowhere("z", Obstacle.AGENT));
  }

  @ParameterizedTest
  @CsvSource({
    "attribute:stack == blue, ",
    "attribute:stack == green, MEMBER_OF",
    "task:group == other, ",
    "task:group != other, MEMBER_OF"
  })
  void expressionsMustHold(String expression, Obstacle obstacle) {
    Candidate candidate =
        new Candidate(instance("a", true, Map.of("stack", "blue")), resources(1000, 1000));
    Wanted wanted =
        new Wanted(WANTED.demand(), "g", List.of(ExpressionParser.parse(expression)), false, false);
    assertThat(Placing.obstacle(candidate, wanted)).isEqualTo(Optional.ofNullable(obstacle));
  }

  @Test
  void capabilitiesMustBeThere() {
    Wanted wanted =
        new Wanted(
            new TaskDemand(resources(1, 1), Map.of("ecs.capability.gpu", "")),
            "g",
            List.of(),
            false,
            false);
    assertThat(Placing.obstacle(candidate("a", 10, 10), wanted)).contains(Obstacle.ATTRIBUTE);
  }

  @ParameterizedTest
  @CsvSource({"x86_64, ", "arm64, ATTRIBUTE"})
  void theArchitectureMustBeThatOfTheDefinition(String architecture, Obstacle obstacle) {
    TaskDemand demand =
        TaskDemand.of(
            TaskDefinitionSpecBuilder.builder()
                .runtimePlatform(
                    RuntimePlatform.builder().cpuArchitecture(CPUArchitecture.X86_64).build())
                .build(),
            100);
    Map<String, String> attributes = new HashMap<>(demand.attributes());
    attributes.put("ecs.cpu-architecture", architecture);
    Candidate candidate = new Candidate(instance("a", true, attributes), resources(1000, 1000));
    assertThat(Placing.obstacle(candidate, new Wanted(demand, "g", List.of(), false, false)))
        .isEqualTo(Optional.ofNullable(obstacle));
  }

  @Test
  void anOvercommittedInstanceTakesWhatAsksForNothing() {
    assertThat(Placing.obstacle(candidate("a", -5, -5), wanted(0, 0, Set.of()))).isEmpty();
  }

  private static Wanted wanted(long cpu, long memory, Set<HostPort> ports) {
    return new Wanted(
        new TaskDemand(new NodeResources(cpu, memory, 0, 1, ports), Map.of()),
        "g",
        List.of(),
        false,
        false);
  }

  private static Candidate candidate(String id, long cpu, long memory) {
    return new Candidate(instance(id, true, Map.of()), resources(cpu, memory));
  }

  private static NodeResources resources(long cpu, long memory) {
    return new NodeResources(cpu, memory, 0, 10, Set.of());
  }

  private static Instance instance(String id, boolean connected, Map<String, String> attributes) {
    return new Instance(
        id, connected, "1", Optional.empty(), Instant.EPOCH, attributes, 0, Set.of("other"));
  }

  private static HostPort port(int number) {
    return new HostPort("TCP", number);
  }

  private static Placed on(String instance) {
    return new Placed.On(instance);
  }
}
