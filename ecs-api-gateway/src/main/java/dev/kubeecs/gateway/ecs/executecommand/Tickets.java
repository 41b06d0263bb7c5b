package dev.kubeecs.gateway.ecs.executecommand;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kubeecs.gateway.sessionmanager.Admission;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tickets that are issued and not used yet: each is a Lease in the task's namespace, so that any
 * gateway takes it, exactly one of them once, and none after its time or its task.
 */
@Singleton
final class Tickets implements Admission {

  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final String LABEL = "kube-ecs.dev/session-ticket";
  private static final String DIGEST = "kube-ecs.dev/token-digest";

  /** Whatever a client claims becomes part of a URL. */
  private static final Pattern SAFE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}");

  private final KubernetesClient client;
  private final Clock clock;

  Tickets(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Makes a ticket good for a minute, or as long as its task is there. */
  void issue(Ticket ticket, EcsTask task) {
    sweep(ticket.namespace());
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withName(ticket.sessionId())
            .withNamespace(ticket.namespace())
            .addToLabels(LABEL, "")
            .addToAnnotations(DIGEST, Ticket.digest(ticket.token()))
            .withOwnerReferences(Owners.reference(task))
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(ticket.task())
            .withAcquireTime(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .withLeaseDurationSeconds((int) LIFETIME.toSeconds())
            .endSpec()
            .build();
    client.resource(lease).create();
  }

  @Override
  public Optional<Admitted> admit(String sessionId, String token) {
    return Ticket.claimed(token)
        .filter(ticket -> ticket.sessionId().equals(sessionId))
        .filter(ticket -> SAFE.matcher(sessionId).matches())
        .filter(ticket -> SAFE.matcher(ticket.namespace()).matches())
        .filter(ticket -> use(ticket, token))
        .map(
            ticket ->
                new Admitted(
                    ticket.requestId(),
                    "container %s of task %s/%s, for %s"
                        .formatted(
                            ticket.container(), ticket.namespace(), ticket.task(), ticket.caller()),
                    new ContainerCommand(client, ticket)));
  }

  /** Whether a ticket was issued and is still good; afterwards it is not. */
  private boolean use(Ticket ticket, String token) {
    Lease lease =
        client.leases().inNamespace(ticket.namespace()).withName(ticket.sessionId()).get();
    return lease != null
        && lease.getMetadata().getAnnotations() != null
        && MessageDigest.isEqual(
            Ticket.digest(token).getBytes(UTF_8),
            String.valueOf(lease.getMetadata().getAnnotations().get(DIGEST)).getBytes(UTF_8))
        && !expired(lease)
        && delete(lease);
  }

  /** Whether it was we who deleted it. */
  private boolean delete(Lease lease) {
    try {
      return !client.resource(lease).lockResourceVersion().delete().isEmpty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** Throws away what nobody has used in time. */
  private void sweep(String namespace) {
    client.leases().inNamespace(namespace).withLabel(LABEL).list().getItems().stream()
        .filter(this::expired)
        .forEach(this::delete);
  }

  private boolean expired(Lease lease) {
    Instant issued = lease.getSpec().getAcquireTime().toInstant();
    return issued.plus(LIFETIME).isBefore(clock.instant());
  }
}
