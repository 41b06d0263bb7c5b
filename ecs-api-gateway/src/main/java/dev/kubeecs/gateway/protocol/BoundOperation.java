package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.Operation;
import java.util.Optional;

/**
 * An operation and what carries it out.
 *
 * @param service whose operation it is
 * @param operation as the model describes it
 * @param handler empty while nobody has built it
 */
public record BoundOperation(
    Service service, Operation operation, Optional<BoundHandler<?, ?>> handler) {

  /** Such as {@code ecs:RunTask}, which is how IAM names it. */
  public String action() {
    return service.model().signingName() + ":" + operation.name();
  }

  /** Answers a call, whose body has been validated. */
  Object answer(RequestBody body, Call call) {
    BoundHandler<?, ?> bound = handler.orElseThrow(() -> Errors.notBuilt(operation));
    return bound.answer(body::as, call);
  }
}
