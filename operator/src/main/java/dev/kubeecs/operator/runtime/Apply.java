package dev.kubeecs.operator.runtime;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Server-side apply as this operator does it: what it wants of its own objects goes. */
public final class Apply {

  /** A patch of that kind. */
  public static final PatchContext FORCED =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("kube-ecs-operator")
          .withForce(true)
          .build();

  private Apply() {}
}
