package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an implementation of the Gateway API says of what was written for it. */
public sealed interface Acceptance {

  /** Nothing yet of what was written last. */
  record Pending() implements Acceptance {}

  /** That it has taken it. */
  record Accepted() implements Acceptance {}

  /** That it does not take it, and why. */
  record Refused(String why) implements Acceptance {}

  /**
   * Of a route.
   *
   * @param known the route with its status, as it is known
   * @param written as it was written last
   */
  static Acceptance ofRoute(Optional<HTTPRoute> known, HTTPRoute written) {
    String section = written.getSpec().getParentRefs().getFirst().getSectionName();
    return known
        .filter(route -> isOf(route, written) && route.getStatus() != null)
        .map(
            route ->
                asEmpty(route.getStatus().getParents()).stream()
                    .filter(parent -> section.equals(parent.getParentRef().getSectionName()))
                    .findFirst()
                    .map(
                        parent ->
                            of(route, parent.getConditions(), List.of("Accepted", "ResolvedRefs")))
                    .orElse(new Pending()))
        .orElse(new Pending());
  }

  /** Of a Gateway as a whole. */
  static Acceptance ofGateway(Optional<Gateway> known, Gateway written) {
    return known
        .filter(gateway -> isOf(gateway, written) && gateway.getStatus() != null)
        .map(
            gateway ->
                of(gateway, gateway.getStatus().getConditions(), List.of("Accepted", "Programmed")))
        .orElse(new Pending());
  }

  /** Of a listener of a Gateway, by its part. */
  static Acceptance ofListener(Optional<Gateway> known, Gateway written, RoutedPart part) {
    String name = GatewayObjects.name(part.listener().getSpec());
    return known
        .filter(gateway -> isOf(gateway, written) && gateway.getStatus() != null)
        .map(
            gateway ->
                asEmpty(gateway.getStatus().getListeners()).stream()
                    .filter(listener -> name.equals(listener.getName()))
                    .findFirst()
                    .map(
                        listener ->
                            of(
                                gateway,
                                listener.getConditions(),
                                List.of("Accepted", "ResolvedRefs", "Programmed")))
                    .orElse(new Pending()))
        .orElse(new Pending());
  }

  /** The first that refuses, else the first that is pending. */
  static Acceptance all(Stream<Acceptance> parts) {
    List<Acceptance> all = parts.toList();
    return all.stream()
        .filter(Refused.class::isInstance)
        .findFirst()
        .or(() -> all.stream().filter(Pending.class::isInstance).findFirst())
        .orElse(new Accepted());
  }

  private static boolean isOf(HasMetadata known, HasMetadata written) {
    return content(written).equals(content(known));
  }

  private static String content(HasMetadata object) {
    return asEmpty(object.getMetadata().getAnnotations()).getOrDefault(Labels.CONTENT, "");
  }

  /** What conditions of those types say of this generation. */
  private static Acceptance of(HasMetadata object, List<Condition> conditions, List<String> types) {
    return all(
        types.stream()
            .map(
                type ->
                    asEmpty(conditions).stream()
                        .filter(condition -> condition.getType().equals(type))
                        .filter(
                            condition ->
                                object
                                    .getMetadata()
                                    .getGeneration()
                                    .equals(condition.getObservedGeneration()))
                        .findFirst()
                        .map(Acceptance::of)
                        .orElse(new Pending())));
  }

  private static Acceptance of(Condition condition) {
    return switch (condition.getStatus()) {
      case "True" -> new Accepted();
      case "False" ->
          condition.getReason().equals("Pending")
              ? new Pending()
              : new Refused(
                  "The Gateway API's %s is False: %s: %s"
                      .formatted(
                          condition.getType(), condition.getReason(), condition.getMessage()));
      default -> new Pending();
    };
  }
}
