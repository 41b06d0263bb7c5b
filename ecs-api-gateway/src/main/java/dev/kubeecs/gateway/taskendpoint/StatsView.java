package dev.kubeecs.gateway.taskendpoint;

import static dev.kubeecs.resources.Absent.asEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Statistics of a task's containers from the kubelet's summary. The kubelet tells a rate, Docker
 * two readings: the reading before is what the rate makes of a second.
 */
final class StatsView {

  private static final long MEBIBYTE = 1024 * 1024;
  private static final Duration BETWEEN_READINGS = Duration.ofSeconds(1);
  private static final ContainerStats.BlockIo UNKNOWN_IO =
      new ContainerStats.BlockIo(List.of(), List.of());

  private final Caller caller;
  private final Task task;
  private final JsonNode summary;
  private final JsonNode pod;
  private final int cpus;

  /**
   * The statistics in a summary.
   *
   * @param summary what the kubelet answers at {@code /stats/summary}
   * @param cpus of the Node
   */
  StatsView(Caller caller, Task task, JsonNode summary, int cpus) {
    this.caller = caller;
    this.task = task;
    this.summary = summary;
    this.pod =
        elements(summary.path("pods"))
            .filter(
                each -> each.at("/podRef/uid").asText().equals(caller.pod().getMetadata().getUid()))
            .findFirst()
            .orElseGet(() -> summary.path("absent"));
    this.cpus = cpus;
  }

  /** Of the container that calls; empty while the kubelet has measured nothing of it. */
  Optional<ContainerStats> container() {
    return containers()
        .filter(container -> caller.container().filter(container.name()::equals).isPresent())
        .findFirst()
        .flatMap(this::of);
  }

  /** Of all containers by their id; null for those that nothing is known of, as the agent does. */
  Map<String, ContainerStats> task() {
    Map<String, ContainerStats> byId = new LinkedHashMap<>();
    containers()
        .filter(container -> container.runtimeId() != null)
        .forEach(container -> byId.put(container.runtimeId(), of(container).orElse(null)));
    return byId;
  }

  private Stream<Container> containers() {
    return asEmpty(task.containers()).stream();
  }

  private Optional<ContainerStats> of(Container container) {
    return elements(pod.path("containers"))
        .filter(each -> each.path("name").asText().equals(ObjectNames.container(container.name())))
        .filter(each -> each.at("/cpu/usageCoreNanoSeconds").isNumber())
        .findFirst()
        .map(measured -> stats(container, measured));
  }

  private ContainerStats stats(Container container, JsonNode measured) {
    Instant read = Instant.parse(measured.at("/cpu/time").asText());
    Instant before = read.minus(BETWEEN_READINGS);
    long used = measured.at("/cpu/usageCoreNanoSeconds").asLong();
    long usedBefore = Math.max(0, used - measured.at("/cpu/usageNanoCores").asLong());
    return new ContainerStats(
        read.toString(),
        before.toString(),
        new ContainerStats.Pids(
            pod.at("/process_stats/process_count").isNumber()
                ? pod.at("/process_stats/process_count").asLong()
                : null),
        UNKNOWN_IO,
        0,
        Map.of(),
        cpu(used, read),
        cpu(usedBefore, before),
        memory(container, measured.path("memory")),
        container.name(),
        container.runtimeId(),
        networks());
  }

  private ContainerStats.Cpu cpu(long used, Instant time) {
    Instant started = Instant.parse(summary.at("/node/startTime").asText());
    long on = Duration.between(started, time).toNanos() * cpus;
    return new ContainerStats.Cpu(new ContainerStats.Usage(used), on, cpus);
  }

  private ContainerStats.Memory memory(Container container, JsonNode memory) {
    long usage = memory.path("usageBytes").asLong();
    Map<String, Long> stats = new LinkedHashMap<>();
    stats.put("rss", memory.path("rssBytes").asLong());
    stats.put("inactive_file", Math.max(0, usage - memory.path("workingSetBytes").asLong()));
    stats.put("pgfault", memory.path("pageFaults").asLong());
    stats.put("pgmajfault", memory.path("majorPageFaults").asLong());
    return new ContainerStats.Memory(usage, stats, limit(container));
  }

  /** The container's own limit, else that of the whole task; null where it has none. */
  private Long limit(Container container) {
    return caller.definition().stream()
        .flatMap(definition -> asEmpty(definition.containerDefinitions()).stream())
        .filter(definition -> definition.name().equals(container.name()))
        .map(ContainerDefinition::memory)
        .filter(memory -> memory != null && memory > 0)
        .map(memory -> memory * MEBIBYTE)
        .findFirst()
        .orElseGet(
            () -> {
              var size = TaskSize.memoryMiB(task.memory());
              return size.isPresent() ? size.getAsInt() * MEBIBYTE : null;
            });
  }

  private Map<String, ContainerStats.Interface> networks() {
    Map<String, ContainerStats.Interface> networks = new LinkedHashMap<>();
    elements(pod.at("/network/interfaces"))
        .forEach(
            each ->
                networks.put(
                    each.path("name").asText(),
                    new ContainerStats.Interface(
                        each.path("rxBytes").asLong(),
                        each.path("rxErrors").asLong(),
                        each.path("txBytes").asLong(),
                        each.path("txErrors").asLong())));
    return networks.isEmpty() ? null : networks;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
