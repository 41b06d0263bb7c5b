package dev.kubeecs.operator.autoscaling.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads the counters that a proxy tells as CSV: a line for each backend, named by the first. */
final class ProxyCounters {

  private ProxyCounters() {}

  /** How many requests a backend has had since the worker began; empty if it tells nothing. */
  static OptionalLong requests(String csv, String backend) {
    List<String> lines = new ArrayList<>(csv.lines().toList());
    if (lines.isEmpty()) {
      return OptionalLong.empty();
    }
    List<String> names = List.of(lines.removeFirst().replaceFirst("^# ", "").split(","));
    int proxy = names.indexOf("pxname");
    int server = names.indexOf("svname");
    int total = names.indexOf("stot");
    if (proxy < 0 || server < 0 || total < 0) {
      return OptionalLong.empty();
    }
    return lines.stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells.length > total)
        .filter(cells -> cells[proxy].equals(backend) && cells[server].equals("BACKEND"))
        .mapToLong(cells -> Long.parseLong(cells[total]))
        .findFirst();
  }
}
