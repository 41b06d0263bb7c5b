package dev.kubeecs.operator.loadbalancing.proxy;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.FixedResponseActionConfig;
import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.api.elbv2.RedirectActionConfig;
import dev.kubeecs.api.elbv2.RedirectActionStatusCodeEnum;
import dev.kubeecs.api.elbv2.RuleCondition;
import dev.kubeecs.api.elbv2.TargetGroupTuple;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What becomes of a request, as lines of a frontend: the first rule whose conditions it meets is
 * remembered in {@code txn.rule}, and its action carried out.
 */
final class RuleLines {

  private static final String NONE_YET = "!{ var(txn.rule) -m found }";

  /** An answer that has no body by definition; the proxy refuses one that has. */
  private static final String WITHOUT_BODY = "204";

  private final ListenerSpec listener;
  private final List<String> lines = new ArrayList<>();

  RuleLines(ListenerSpec listener) {
    this.listener = listener;
  }

  /** All lines of a frontend. */
  static List<String> of(Frontend frontend) {
    RuleLines lines = new RuleLines(frontend.listener());
    frontend.rules().forEach(rule -> lines.choose(name(rule.priority()), rule.conditions()));
    lines.choose("default", List.of());
    frontend.rules().forEach(rule -> lines.act(name(rule.priority()), rule.actions()));
    lines.act("default", frontend.listener().defaultActions());
    return lines.lines;
  }

  /** The name of a target group's backend. */
  static String backend(String targetGroup) {
    return "target-group-" + targetGroup;
  }

  private static String name(int priority) {
    return "rule-" + priority;
  }

  private void choose(String rule, List<RuleCondition> conditions) {
    String all = conditions.stream().map(RuleLines::condition).collect(Collectors.joining());
    add("http-request set-var(txn.rule) str(%s) if %s%s".formatted(rule, NONE_YET, all));
  }

  private static String condition(RuleCondition condition) {
    String host = "req.hdr(host),field(1,:) -m reg -i ";
    if (condition.hostHeaderConfig() != null) {
      return match(
          host, condition.hostHeaderConfig().values(), condition.hostHeaderConfig().regexValues());
    }
    if (condition.pathPatternConfig() != null) {
      return match(
          "path -m reg ",
          condition.pathPatternConfig().values(),
          condition.pathPatternConfig().regexValues());
    }
    if (condition.httpHeaderConfig() != null) {
      return match(
          Patterns.quoted("req.fhdr(" + condition.httpHeaderConfig().httpHeaderName() + ")")
              + " -m reg -i ",
          condition.httpHeaderConfig().values(),
          condition.httpHeaderConfig().regexValues());
    }
    if (condition.httpRequestMethodConfig() != null) {
      return " { method " + Patterns.words(condition.httpRequestMethodConfig().values()) + " }";
    }
    if (condition.sourceIpConfig() != null) {
      return " { src " + Patterns.words(condition.sourceIpConfig().values()) + " }";
    }
    if (condition.queryStringConfig() != null) {
      return " { query -m reg -i "
          + condition.queryStringConfig().values().stream()
              .map(pair -> Patterns.pair(pair.key(), pair.value()))
              .collect(Collectors.joining(" "))
          + " }";
    }
    String what = "host-header".equals(condition.field()) ? host : "path -m reg ";
    return match(what, condition.values(), condition.regexValues());
  }

  private static String match(String what, List<String> values, List<String> expressions) {
    return " { "
        + what
        + (asEmpty(values).isEmpty()
            ? Patterns.words(asEmpty(expressions))
            : Patterns.wildcards(values))
        + " }";
  }

  private void act(String rule, List<Action> actions) {
    String chosen = " if { var(txn.rule) -m str " + rule + " }";
    Action action = actions.getLast();
    switch (action.type()) {
      case FORWARD -> forward(LoadBalancers.tuples(action).toList(), chosen);
      case REDIRECT -> redirect(action.redirectConfig(), chosen);
      case FIXED_RESPONSE -> answer(action.fixedResponseConfig(), chosen);
      case AUTHENTICATE_OIDC, AUTHENTICATE_COGNITO, JWT_VALIDATION ->
          throw new IllegalArgumentException("no action of the proxy: " + action.type());
    }
  }

  private void forward(List<TargetGroupTuple> groups, String chosen) {
    List<TargetGroupTuple> weighed = groups.stream().filter(group -> weight(group) > 0).toList();
    if (groups.size() == 1) {
      add("use_backend " + backend(groups.getFirst()) + chosen);
      return;
    }
    if (weighed.isEmpty()) {
      add("http-request return status 503" + chosen);
      return;
    }
    int all = weighed.stream().mapToInt(RuleLines::weight).sum();
    add("http-request set-var(txn.roll) rand(" + all + ")" + chosen);
    int upTo = 0;
    for (TargetGroupTuple group : weighed) {
      upTo += weight(group);
      add(
          "use_backend %s%s { var(txn.roll) -m int lt %d }"
              .formatted(backend(group), chosen, upTo));
    }
  }

  private static String backend(TargetGroupTuple group) {
    return backend(ElbArn.targetGroupName(group.targetGroupArn()));
  }

  private static int weight(TargetGroupTuple group) {
    return or(group.weight(), 1);
  }

  private void answer(FixedResponseActionConfig config, String chosen) {
    String body =
        or(config.messageBody(), "").isEmpty() || config.statusCode().equals(WITHOUT_BODY)
            ? ""
            : " content-type %s string %s"
                .formatted(
                    Patterns.quoted(or(config.contentType(), "text/plain")),
                    Patterns.text(config.messageBody()));
    add("http-request return status " + config.statusCode() + body + chosen);
  }

  private void redirect(RedirectActionConfig config, String chosen) {
    String own = listener.protocol() == ProtocolEnum.HTTPS ? "https" : "http";
    String protocol =
        or(config.protocol(), "#{protocol}").replace("#{protocol}", own).toLowerCase(Locale.ROOT);
    String port = or(config.port(), "#{port}");
    String location =
        "%s://%s:%s%s%s"
            .formatted(
                protocol,
                parts(or(config.host(), "#{host}")),
                parts(port),
                parts(or(config.path(), "/#{path}")),
                question(or(config.query(), "#{query}")));
    int status = config.statusCode() == RedirectActionStatusCodeEnum.HTTP_302 ? 302 : 301;
    add("http-request set-var(txn.path) path,bytes(1)" + chosen);
    add("http-request set-var-fmt(txn.question) \"?%[query]\"" + chosen + " { query -m found }");
    add("http-request redirect location \"" + location + "\" code " + status + chosen);
  }

  private String question(String query) {
    return query.equals("#{query}")
        ? "%[var(txn.question)]"
        : query.isEmpty() ? "" : "?" + parts(query);
  }

  private String parts(String template) {
    String text =
        template.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$").replace("%", "%%");
    return text.replace("#{host}", "%[req.hdr(host),field(1,:)]")
        .replace("#{path}", "%[var(txn.path)]")
        .replace("#{port}", String.valueOf(listener.port()))
        .replace("#{protocol}", listener.protocol() == ProtocolEnum.HTTPS ? "https" : "http")
        .replace("#{query}", "%[query]");
  }

  private void add(String line) {
    lines.add(line);
  }
}
