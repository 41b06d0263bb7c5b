package dev.kubeecs.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Clients that each send their next request when the last is answered; bounded in number. */
final class ClosedLoop {

  private ClosedLoop() {}

  /**
   * Latencies in seconds, and the rate.
   *
   * @param perSecond requests of all clients together
   */
  record Outcome(Sample latencies, double perSecond) {}

  static Outcome run(int clients, int requestsEach, IntConsumer request) {
    long began = System.nanoTime();
    List<Future<double[]>> loops = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < clients; client++) {
        int first = client * requestsEach;
        loops.add(
            executor.submit(
                () -> {
                  double[] latencies = new double[requestsEach];
                  for (int i = 0; i < requestsEach; i++) {
                    long sent = System.nanoTime();
                    request.accept(first + i);
                    latencies[i] = (System.nanoTime() - sent) / 1e9;
                  }
                  return latencies;
                }));
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double[] all =
        loops.stream().map(ClosedLoop::result).flatMapToDouble(java.util.Arrays::stream).toArray();
    return new Outcome(Sample.of(all), all.length / seconds);
  }

  private static double[] result(Future<double[]> loop) {
    try {
      return loop.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
