package dev.kubeecs.gateway.taskendpoint;

import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Service;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Calls of the ECS API that a task makes by URL. */
@Singleton
public final class Calls {

  private final Operations operations;
  private final Service ecs;

  Calls(Operations operations, @Named("ecs") Service ecs) {
    this.operations = operations;
    this.ecs = ecs;
  }

  /** The operation of that name. */
  BoundOperation operation(String name) {
    return operations.find(ecs.model().targetPrefix() + "." + name).orElseThrow();
  }

  /** A call of the operation of that name. */
  Call of(String operation, Identity caller, String namespace, String requestId) {
    return new Call(requestId, operation(operation).operation(), caller, namespace, "");
  }
}
