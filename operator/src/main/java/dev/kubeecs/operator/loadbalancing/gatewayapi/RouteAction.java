package dev.kubeecs.operator.loadbalancing.gatewayapi;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.FixedResponseActionConfig;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.RedirectActionConfig;
import dev.kubeecs.api.elbv2.RedirectActionStatusCodeEnum;
import dev.kubeecs.api.elbv2.TargetGroupTuple;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRequestRedirectFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRequestRedirectFilterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a route does with a request.
 *
 * @param backends where it goes, by weight
 * @param redirect or what it is answered
 */
record RouteAction(List<HTTPBackendRef> backends, Optional<HTTPRequestRedirectFilter> redirect) {

  RouteAction {
    backends = List.copyOf(backends);
  }

  /**
   * The last of a list of actions, as ELB takes it; empty for what a Gateway does with a request
   * that has no route: it answers 404.
   *
   * @param field of the actions
   * @throws NotExpressible where a route cannot do that
   */
  static Optional<RouteAction> of(
      String field,
      List<Action> actions,
      ListenerSpec listener,
      Map<String, TargetGroup> targetGroups) {
    Action action = actions.getLast();
    return switch (action.type()) {
      case FORWARD -> Optional.of(forward(field, action, targetGroups));
      case REDIRECT ->
          Optional.of(
              new RouteAction(
                  List.of(),
                  Optional.of(
                      redirect(field + ".redirectConfig", action.redirectConfig(), listener))));
      case FIXED_RESPONSE -> {
        FixedResponseActionConfig config = action.fixedResponseConfig();
        if (field.equals("defaultActions")
            && config.statusCode().equals("404")
            && or(config.messageBody(), "").isEmpty()) {
          yield Optional.empty();
        }
        throw new NotExpressible(
            field + ".fixedResponseConfig",
            "the Gateway API has no responses of its own but 404 without a body as the default");
      }
      case AUTHENTICATE_OIDC, AUTHENTICATE_COGNITO, JWT_VALIDATION ->
          throw new NotExpressible(field + ".type", "no action of a route: " + action.type());
    };
  }

  private static RouteAction forward(
      String field, Action action, Map<String, TargetGroup> targetGroups) {
    List<TargetGroupTuple> groups = LoadBalancers.tuples(action).toList();
    boolean one = groups.size() == 1;
    if (!one && groups.stream().allMatch(group -> weight(group) == 0)) {
      throw new NotExpressible(
          field + ".forwardConfig.targetGroups",
          "the Gateway API does not say what becomes of requests where all weights are 0");
    }
    return new RouteAction(
        groups.stream()
            .map(group -> backend(field, group, one ? 1 : weight(group), targetGroups))
            .toList(),
        Optional.empty());
  }

  private static int weight(TargetGroupTuple group) {
    return or(group.weight(), 1);
  }

  private static HTTPBackendRef backend(
      String field, TargetGroupTuple tuple, int weight, Map<String, TargetGroup> targetGroups) {
    String name = ElbArn.targetGroupName(tuple.targetGroupArn());
    TargetGroup group = targetGroups.get(name);
    TargetGroupSpec spec = LoadBalancers.spec(group);
    Attributes attributes = Attributes.of(spec);
    String of = field + ".targetGroupArn";
    if (spec.protocol() == ProtocolEnum.HTTPS) {
      throw new NotExpressible(
          of,
          "target group %s has the protocol HTTPS, whose certificates the Gateway API wants to verify"
              .formatted(name));
    }
    if (attributes.isOn(Attributes.STICKINESS)) {
      throw new NotExpressible(
          of,
          "target group %s has the attribute %s, and the Gateway API has no standard for it"
              .formatted(name, Attributes.STICKINESS));
    }
    if (!"round_robin".equals(attributes.get(Attributes.ALGORITHM))) {
      throw new NotExpressible(
          of,
          "target group %s has the attribute %s, and the Gateway API knows no algorithms"
              .formatted(name, Attributes.ALGORITHM));
    }
    return new HTTPBackendRefBuilder()
        .withGroup("")
        .withKind("Service")
        .withName(LoadBalancers.service(group))
        .withPort(LoadBalancers.port(spec))
        .withWeight(weight)
        .build();
  }

  private static HTTPRequestRedirectFilter redirect(
      String field, RedirectActionConfig config, ListenerSpec listener) {
    String own = listener.protocol() == ProtocolEnum.HTTPS ? "https" : "http";
    String host = or(config.host(), "#{host}");
    String path = or(config.path(), "/#{path}");
    HTTPRequestRedirectFilterBuilder redirect =
        new HTTPRequestRedirectFilterBuilder()
            .withScheme(
                or(config.protocol(), own).replace("#{protocol}", own).toLowerCase(Locale.ROOT))
            .withPort(port(or(config.port(), "#{port}"), listener))
            .withStatusCode(
                config.statusCode() == RedirectActionStatusCodeEnum.HTTP_302 ? 302 : 301);
    if (!host.equals("#{host}")) {
      redirect.withHostname(whole(field + ".host", host).toLowerCase(Locale.ROOT));
    }
    if (!path.equals("/#{path}")) {
      redirect
          .withNewPath()
          .withType("ReplaceFullPath")
          .withReplaceFullPath(whole(field + ".path", path))
          .endPath();
    }
    if (!or(config.query(), "#{query}").equals("#{query}")) {
      throw new NotExpressible(
          field + ".query", "a redirect of the Gateway API keeps the query as it is");
    }
    return redirect.build();
  }

  private static int port(String port, ListenerSpec listener) {
    return port.equals("#{port}") ? listener.port() : Integer.parseInt(port);
  }

  /** A text without the parts of a request. */
  private static String whole(String field, String text) {
    if (text.contains("#{")) {
      throw new NotExpressible(
          field, "a redirect of the Gateway API keeps this as it is or replaces the whole of it");
    }
    return text;
  }
}
