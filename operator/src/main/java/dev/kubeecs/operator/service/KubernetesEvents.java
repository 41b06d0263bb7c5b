package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.ServiceEvent;
import dev.kubeecs.operator.service.event.EventKind;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Tells the events of services as Kubernetes Events too. The name of an Event comes from the id of
 * the ECS event, so that each is there once; what an operator that was stopped had no time for is
 * told by the next.
 */
@Singleton
final class KubernetesEvents {

  private static final Logger LOG = Logger.getLogger(KubernetesEvents.class);
  private static final String COMPONENT = "kube-ecs";

  /** An operator that takes longer to come back may leave a gap here, never in the status. */
  private static final Duration CAUGHT_UP = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final Clock clock;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  KubernetesEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Tells what is new in the status, the earliest first. */
  void tell(EcsService service, EcsServiceStatus before, EcsServiceStatus status) {
    boolean first = seen.add(service.getMetadata().getUid());
    List<ServiceEvent> told = before == null || first ? List.of() : asEmpty(before.events());
    Set<String> ids = told.stream().map(ServiceEvent::id).collect(Collectors.toSet());
    Instant oldest = clock.instant().minus(CAUGHT_UP);
    Stream<ServiceEvent> fresh =
        asEmpty(status.events()).reversed().stream()
            .filter(event -> !ids.contains(event.id()) && event.createdAt().isAfter(oldest));
    fresh.map(event -> event(service, event)).forEach(this::createOnce);
  }

  /** Nothing is known of a service that has gone. */
  void forget(EcsService service) {
    seen.remove(service.getMetadata().getUid());
  }

  private void createOnce(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        // Such as in a namespace that is going. No service shall wait for its Event.
        LOG.debugf(e, "no Event: %s", event.getMessage());
      }
    }
  }

  private static Event event(EcsService service, ServiceEvent event) {
    String time = event.createdAt().truncatedTo(ChronoUnit.SECONDS).toString();
    EventKind kind = EventKind.of(event.message());
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(service.getMetadata().getNamespace())
        .withName(service.getMetadata().getName() + "." + event.id())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(HasMetadata.getApiVersion(EcsService.class))
        .withKind(HasMetadata.getKind(EcsService.class))
        .withNamespace(service.getMetadata().getNamespace())
        .withName(service.getMetadata().getName())
        .withUid(service.getMetadata().getUid())
        .endInvolvedObject()
        .withType(kind.isWarning() ? "Warning" : "Normal")
        .withReason(kind.reason())
        .withMessage(event.message())
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .build();
  }
}
