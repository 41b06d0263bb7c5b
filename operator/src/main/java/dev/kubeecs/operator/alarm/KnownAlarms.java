package dev.kubeecs.operator.alarm;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the alarms that deployments in one namespace may watch. A name that no
 * MetricAlarm has is that of an alert.
 *
 * @param metricAlarms whether they are in the state ALARM, by their names
 * @param alerts what a Prometheus tells
 */
public record KnownAlarms(Map<String, Boolean> metricAlarms, AlarmStates alerts) {

  /** Nobody tells of any. */
  public static final KnownAlarms NONE = new KnownAlarms(Map.of(), new AlarmStates.NoSource());

  public KnownAlarms {
    metricAlarms = Map.copyOf(metricAlarms);
  }

  /** Which of these are in ALARM; empty if that is not known of all. */
  public Optional<Set<String>> inAlarm(List<String> names) {
    Set<String> inAlarm = new HashSet<>();
    for (String name : names) {
      if (metricAlarms.containsKey(name)) {
        if (metricAlarms.get(name)) {
          inAlarm.add(name);
        }
      } else if (alerts.inAlarm().isEmpty()) {
        return Optional.empty();
      } else if (alerts.inAlarm().get().contains(name)) {
        inAlarm.add(name);
      }
    }
    return Optional.of(inAlarm);
  }

  /** Those of these that nobody will ever tell of. */
  public List<String> untold(List<String> names) {
    return alerts instanceof AlarmStates.NoSource
        ? names.stream().filter(name -> !metricAlarms.containsKey(name)).toList()
        : List.of();
  }
}
