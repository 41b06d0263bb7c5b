package dev.kubeecs.operator.service.event;

import dev.kubeecs.api.applicationautoscaling.ScalingActivityStatusCode;
import dev.kubeecs.api.ecs.ServiceEvent;
import dev.kubeecs.operator.service.KnownTask;
import dev.kubeecs.resources.autoscaling.ScalingActivityStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The events of a service, newest first. What has been said is read from the events themselves, so
 * each thing is said once, by whichever operator comes first.
 */
public final class ServiceEvents {

  /** ECS keeps the last hundred. */
  static final int KEPT = 100;

  /** ECS starts no more tasks at once; longer messages do not fit a Kubernetes Event. */
  static final int TASKS_PER_EVENT = 10;

  /** ECS leaves out a message that repeats a trouble for that long. */
  private static final Duration NOT_REPEATED = Duration.ofHours(6);

  private static final Pattern TASK = Pattern.compile("\\(task ([0-9a-f]+)\\)");

  private final String serviceName;
  private final List<ServiceEvent> before;

  /** Previous events, newest first; null is none. */
  public ServiceEvents(String serviceName, List<ServiceEvent> before) {
    this.serviceName = serviceName;
    this.before = before == null ? List.of() : before;
  }

  /** The previous events with what is new in front; at most a hundred. */
  public List<ServiceEvent> with(List<Announcement> announcements, Instant now) {
    List<ServiceEvent> events = new ArrayList<>();
    for (Announcement announcement : announcements) {
      events.addFirst(event(announcement.message(serviceName), now));
    }
    events.addAll(before);
    return List.copyOf(events.subList(0, Math.min(KEPT, events.size())));
  }

  /** Tasks that were started or stopped and of which no event tells yet, the earliest first. */
  public List<Announcement> ofTasks(Collection<KnownTask> tasks) {
    Map<String, Instant> started =
        tasks.stream().collect(Collectors.toMap(KnownTask::id, KnownTask::createdAt));
    Map<String, Instant> stopped =
        tasks.stream()
            .filter(task -> task.stoppedByServiceAt().isPresent())
            .collect(Collectors.toMap(KnownTask::id, t -> t.stoppedByServiceAt().get()));
    return Stream.<Announcement>concat(
            batches(untold("has started", started)).map(Announcement.Started::new),
            batches(untold("has stopped", stopped)).map(Announcement.Stopped::new))
        .toList();
  }

  /**
   * Scaling activities that have succeeded and of which no event tells yet, the earliest first.
   *
   * @param activities newest first
   */
  public List<Announcement> ofScaling(List<ScalingActivityStatus> activities) {
    return activities.reversed().stream()
        .filter(activity -> activity.statusCode() == ScalingActivityStatusCode.SUCCESSFUL)
        .filter(activity -> !forgotten(activity.endTime()))
        .flatMap(
            activity -> {
              Announcement scaled =
                  new Announcement.AutoScaled(activity.statusMessage(), activity.cause());
              return isToldSince(activity.endTime(), scaled) ? Stream.empty() : Stream.of(scaled);
            })
        .toList();
  }

  private boolean isToldSince(Instant time, Announcement announcement) {
    String message = announcement.message(serviceName);
    return before.stream()
        .anyMatch(event -> event.message().equals(message) && !event.createdAt().isBefore(time));
  }

  /** Whether this trouble has been told since all was well, and not too long ago. */
  public boolean tells(Announcement warning, Instant now) {
    String message = warning.message(serviceName);
    String steady = new Announcement.SteadyState().message(serviceName);
    for (ServiceEvent event : before) {
      if (event.message().equals(message)) {
        return event.createdAt().plus(NOT_REPEATED).isAfter(now);
      }
      if (event.message().equals(steady)) {
        return false;
      }
    }
    return false;
  }

  /** Whether this was ever told, as far back as events are kept. */
  public boolean have(Announcement announcement) {
    String message = announcement.message(serviceName);
    return before.stream().anyMatch(event -> event.message().equals(message));
  }

  /** Whether the newest event says that the service is in a steady state. */
  public boolean endInSteadyState() {
    return !before.isEmpty()
        && before.getFirst().message().equals(new Announcement.SteadyState().message(serviceName));
  }

  /** Ids by when it happened, of those that no event tells of. */
  private List<String> untold(String verb, Map<String, Instant> happened) {
    Set<String> told =
        before.stream()
            .filter(event -> event.message().contains(verb))
            .flatMap(event -> TASK.matcher(event.message()).results())
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    return happened.entrySet().stream()
        .filter(entry -> !told.contains(entry.getKey()) && !forgotten(entry.getValue()))
        .sorted(Entry.<String, Instant>comparingByValue().thenComparing(Entry.comparingByKey()))
        .map(Entry::getKey)
        .toList();
  }

  private static Stream<List<String>> batches(List<String> ids) {
    return IntStream.range(0, Math.ceilDiv(ids.size(), TASKS_PER_EVENT))
        .map(batch -> batch * TASKS_PER_EVENT)
        .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + TASKS_PER_EVENT)));
  }

  /** Whether an event that told of that time may have been dropped already. */
  private boolean forgotten(Instant time) {
    return before.size() >= KEPT && time.isBefore(before.getLast().createdAt());
  }

  private ServiceEvent event(String message, Instant now) {
    UUID id = UUID.nameUUIDFromBytes((now + message).getBytes(StandardCharsets.UTF_8));
    return ServiceEvent.builder().id(id.toString()).createdAt(now).message(message).build();
  }
}
