package dev.kubeecs.gateway.taskendpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * What a container uses, in the shape of Docker's statistics. CPU times are nanoseconds, sizes
 * bytes; {@code preread} and {@code precpu_stats} are those of a second before.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContainerStats(
    String read,
    String preread,
    Pids pidsStats,
    BlockIo blkioStats,
    int numProcs,
    Map<String, Object> storageStats,
    Cpu cpuStats,
    Cpu precpuStats,
    Memory memoryStats,
    String name,
    String id,
    Map<String, Interface> networks) {

  /** Processes; the kubelet counts them for the whole Pod. */
  record Pids(Long current) {}

  /** The kubelet does not measure it. */
  @JsonNaming(SnakeCaseStrategy.class)
  record BlockIo(List<Object> ioServiceBytesRecursive, List<Object> ioServicedRecursive) {}

  /**
   * CPU time.
   *
   * @param systemCpuUsage time that all CPUs of the Node have been on, so that the quotient of two
   *     differences is a share of the Node
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Cpu(Usage cpuUsage, long systemCpuUsage, int onlineCpus) {}

  /** CPU time since the container began. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Usage(long totalUsage) {}

  /** Memory, of which {@code inactive_file} can be taken back. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Memory(long usage, Map<String, Long> stats, Long limit) {}

  /** What went through an interface of the Pod. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Interface(long rxBytes, long rxErrors, long txBytes, long txErrors) {}
}
