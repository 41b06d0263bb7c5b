package dev.kubeecs.operator.runtime;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/** Writes a status if it is another than the present one. */
public final class StatusPatch {

  private StatusPatch() {}

  /**
   * The instruction to make {@code status} the status of a resource: no write if it is already. The
   * write conflicts if the resource has changed since it was read, and is tried again: the event of
   * a change in between may never be heard of, for the operator SDK takes whatever it hears of up
   * to the answer of a write for that write (its issue 3398).
   *
   * @param resource as read
   * @param blank a new instance of the same kind, which becomes the patch
   */
  public static <S, T extends CustomResource<?, S>> UpdateControl<T> of(
      T resource, S status, T blank) {
    if (status.equals(resource.getStatus())) {
      return UpdateControl.noUpdate();
    }
    blank.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .withResourceVersion(resource.getMetadata().getResourceVersion())
            .build());
    blank.setSpec(null);
    blank.setStatus(status);
    return UpdateControl.patchStatus(blank);
  }
}
