package dev.kubeecs.resources.naming;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** References to owners: an object goes when its owner does. */
public final class Owners {

  private Owners() {}

  /** A reference to an owner. */
  public static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .build();
  }

  /** A reference to the one owner that also says what the object is like. */
  public static OwnerReference controller(HasMetadata owner) {
    return new OwnerReferenceBuilder(reference(owner)).withController(true).build();
  }
}
