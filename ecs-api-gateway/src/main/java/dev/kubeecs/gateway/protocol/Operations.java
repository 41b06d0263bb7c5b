package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every operation of every service, with its handler where there is one. */
public final class Operations {

  private final Map<String, BoundOperation> byTarget;

  private Operations(Map<String, BoundOperation> byTarget) {
    this.byTarget = Map.copyOf(byTarget);
  }

  /** Binds what the handlers register to the operations of the services. */
  public static Operations of(Collection<Service> services, Iterable<? extends Handlers> handlers) {
    Registration registration = new Registration();
    handlers.forEach(each -> each.register(registration));
    Map<String, BoundOperation> byTarget = new HashMap<>();
    for (Service service : services) {
      for (Operation operation : service.model().operations().values()) {
        String request = service.records() + "." + operation.input();
        byTarget.put(
            target(service.model(), operation),
            new BoundOperation(
                service, operation, Optional.ofNullable(registration.take(request))));
      }
    }
    registration.requireEmpty();
    return new Operations(byTarget);
  }

  private static String target(ApiModel model, Operation operation) {
    return switch (model.protocol()) {
      case JSON -> model.targetPrefix() + "." + operation.name();
      case QUERY -> queryTarget(model.version(), operation.name());
    };
  }

  /** The target of an operation that a form names. */
  static String queryTarget(String version, String action) {
    return "form/" + version + "/" + action;
  }

  /**
   * The operation that a target names.
   *
   * @param target as in {@code X-Amz-Target}, such as {@code
   *     AmazonEC2ContainerServiceV20141113.RunTask}
   */
  public Optional<BoundOperation> find(String target) {
    return Optional.ofNullable(byTarget.get(target));
  }

  /** All operations. */
  public Collection<BoundOperation> all() {
    return byTarget.values();
  }

  /** Collects handlers at start-up. */
  public static final class Registration {

    private final Map<String, BoundHandler<?, ?>> byRequest = new HashMap<>();

    private Registration() {}

    /**
     * Registers the handler of the operation that takes these requests.
     *
     * @param request the operation's input
     * @param handler what carries it out
     * @return this, for the next one
     */
    public <RequestT extends Request<ResponseT>, ResponseT> Registration on(
        Class<RequestT> request, Handler<RequestT, ResponseT> handler) {
      BoundHandler<?, ?> before =
          byRequest.put(request.getName(), new BoundHandler<>(request, handler));
      if (before != null) {
        throw new IllegalStateException(request.getName() + " has two handlers");
      }
      return this;
    }

    private BoundHandler<?, ?> take(String request) {
      return byRequest.remove(request);
    }

    private void requireEmpty() {
      if (!byRequest.isEmpty()) {
        throw new IllegalStateException("handlers of no operation: " + byRequest.keySet());
      }
    }
  }
}
