package dev.kubeecs.gateway.protocol;

/** A bean that carries out operations. Every such bean is found at start-up. */
public interface Handlers {

  /**
   * Registers the handlers: {@code operations.on(RunTaskRequest.class, this::runTask)}.
   *
   * @param operations where to register
   */
  void register(Operations.Registration operations);
}
