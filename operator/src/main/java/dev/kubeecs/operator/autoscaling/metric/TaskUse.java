package dev.kubeecs.operator.autoscaling.metric;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.Container;
import dev.kubeecs.resources.autoscaling.ServiceMetric;
import dev.kubeecs.resources.task.EcsTaskStatus;
import dev.kubeecs.resources.taskdefinition.TaskSize;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * How much a task uses of what its definition reserves. Source of the average over a service: the
 * ECS developer guide, service utilization metrics.
 *
 * @param used in the unit of {@code reserved}
 * @param reserved CPU units or MiB; 0 if the definition reserves nothing
 */
public record TaskUse(double used, double reserved) {

  private static final double UNITS_PER_NANOCORE = 1024 / 1e9;
  private static final double MEBIBYTE = 1024 * 1024;

  /**
   * What a task uses; empty if the kubelet has not measured it yet.
   *
   * @param pod the task's Pod in the kubelet's summary
   */
  static Optional<TaskUse> of(ServiceMetric metric, EcsTaskStatus task, JsonNode pod) {
    boolean cpu = metric == ServiceMetric.CPU;
    String measured = cpu ? "/cpu/usageNanoCores" : "/memory/workingSetBytes";
    double factor = cpu ? UNITS_PER_NANOCORE : 1 / MEBIBYTE;
    double[] uses =
        StreamSupport.stream(pod.path("containers").spliterator(), false)
            .map(container -> container.at(measured))
            .filter(JsonNode::isNumber)
            .mapToDouble(value -> value.asDouble() * factor)
            .toArray();
    double used = 0;
    for (double use : uses) {
      used += use;
    }
    return uses.length == 0
        ? Optional.empty()
        : Optional.of(new TaskUse(used, cpu ? cpuUnits(task) : mebibytes(task)));
  }

  /** The average in percent; empty if no task is measured, or none reserves anything. */
  public static Optional<Datapoint> average(Collection<TaskUse> tasks) {
    double reserved = tasks.stream().mapToDouble(TaskUse::reserved).sum();
    double used = tasks.stream().mapToDouble(TaskUse::used).sum();
    return reserved <= 0
        ? Optional.empty()
        : Optional.of(
            new Datapoint(
                100 * used / reserved,
                percents(tasks).min().orElse(0),
                percents(tasks).max().orElse(0),
                tasks.size()));
  }

  private static DoubleStream percents(Collection<TaskUse> tasks) {
    return tasks.stream()
        .filter(task -> task.reserved > 0)
        .mapToDouble(task -> 100 * task.used / task.reserved);
  }

  private static double cpuUnits(EcsTaskStatus task) {
    return ofTask(TaskSize.cpuUnits(task.cpu()), task, Container::cpu);
  }

  private static double mebibytes(EcsTaskStatus task) {
    return ofTask(
        TaskSize.memoryMiB(task.memory()), task, c -> or(c.memory(), c.memoryReservation()));
  }

  /** The size of the task, else the sum over its containers. */
  private static double ofTask(
      OptionalInt size, EcsTaskStatus task, Function<Container, String> ofContainer) {
    return size.isPresent()
        ? size.getAsInt()
        : asEmpty(task.containers()).stream()
            .map(ofContainer)
            .mapToDouble(text -> text == null ? 0 : Double.parseDouble(text))
            .sum();
  }
}
