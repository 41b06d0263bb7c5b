package dev.kubeecs.operator.service;

import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * What a hook is asked.
 *
 * @param key tells one call of a hook from the next
 * @param target what is called
 * @param body the event, as JSON
 * @param revision that is rolled out
 * @param expiresAt when nobody waits for an answer any more
 * @param owner the deployment, with which goes what the hook leaves behind
 */
public record HookRequest(
    String key,
    String target,
    String body,
    EcsServiceRevisionSpec revision,
    Instant expiresAt,
    OwnerReference owner) {

  /** The same for the same call. */
  UUID id() {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
  }
}
