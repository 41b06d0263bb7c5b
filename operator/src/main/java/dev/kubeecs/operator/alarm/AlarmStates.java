package dev.kubeecs.operator.alarm;

import java.util.Optional;
import java.util.Set;

/** What is known of the alerts that deployments in one namespace may watch as alarms. */
public sealed interface AlarmStates {

  /** Nobody tells of any: the operator has no Prometheus. */
  record NoSource() implements AlarmStates {}

  /** The Prometheus has not answered since the operator started. */
  record NotAnswered() implements AlarmStates {}

  /**
   * What the Prometheus answered last.
   *
   * @param names of those in the state ALARM
   */
  record Known(Set<String> names) implements AlarmStates {

    public Known {
      names = Set.copyOf(names);
    }
  }

  /** Names of those in the state ALARM; empty if nobody knows. */
  default Optional<Set<String>> inAlarm() {
    return switch (this) {
      case NoSource none -> Optional.empty();
      case NotAnswered silent -> Optional.empty();
      case Known known -> Optional.of(known.names());
    };
  }
}
