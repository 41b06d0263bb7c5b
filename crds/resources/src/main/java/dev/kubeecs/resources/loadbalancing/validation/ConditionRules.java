package dev.kubeecs.resources.loadbalancing.validation;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;
import static dev.kubeecs.resources.loadbalancing.validation.Rules.first;
import static dev.kubeecs.resources.loadbalancing.validation.Rules.unless;

import dev.kubeecs.api.elbv2.HostHeaderConditionConfig;
import dev.kubeecs.api.elbv2.HttpHeaderConditionConfig;
import dev.kubeecs.api.elbv2.HttpRequestMethodConditionConfig;
import dev.kubeecs.api.elbv2.PathPatternConditionConfig;
import dev.kubeecs.api.elbv2.QueryStringConditionConfig;
import dev.kubeecs.api.elbv2.QueryStringKeyValuePair;
import dev.kubeecs.api.elbv2.RuleCondition;
import dev.kubeecs.api.elbv2.SourceIpConditionConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Rules of conditions. Source: the ELB API reference, RuleCondition; the user guide, quotas. */
final class ConditionRules {

  /** Of RFC 9110 a token; the apostrophe, which no header has, is a quotation mark to the proxy. */
  private static final Pattern HEADER = Pattern.compile("[!#$%&*+.^_`|~0-9A-Za-z-]{1,40}");

  private static final Pattern METHOD = Pattern.compile("[A-Z_-]{1,40}");
  private static final Pattern TEXT = Pattern.compile("[ -~]{1,128}");
  private static final int MOST_VALUES = 5;

  private ConditionRules() {}

  static Optional<String> violation(List<RuleCondition> conditions) {
    return asEmpty(conditions).stream()
        .flatMap(condition -> violation(condition).stream())
        .findFirst()
        .or(
            () ->
                unless(
                    asEmpty(conditions).stream().mapToLong(c -> values(c).count()).sum()
                        <= MOST_VALUES,
                    "conditions: a rule can only have '%d' condition values",
                    MOST_VALUES));
  }

  private static Optional<String> violation(RuleCondition condition) {
    String field = or(condition.field(), field(condition));
    return first(
        () -> unless(!field.isEmpty(), "conditions: a condition must have a field and its values"),
        () -> unless(field.equals(field(condition)), "conditions: '%s' lacks its values", field),
        () -> unless(values(condition).findAny().isPresent(), "conditions: '%s' is empty", field),
        () -> header(condition.httpHeaderConfig()),
        () -> methods(condition.httpRequestMethodConfig()),
        () -> addresses(condition.sourceIpConfig()),
        () -> expressions(condition),
        () ->
            values(condition)
                .flatMap(
                    value ->
                        unless(
                            TEXT,
                            value,
                            "conditions: '%s' is not 1 to 128 printable ASCII characters")
                            .stream())
                .findFirst());
  }

  /** The field that the members of a condition are of; empty if they are of none. */
  private static String field(RuleCondition condition) {
    if (condition.hostHeaderConfig() != null) {
      return "host-header";
    }
    if (condition.pathPatternConfig() != null) {
      return "path-pattern";
    }
    if (condition.httpHeaderConfig() != null) {
      return "http-header";
    }
    if (condition.httpRequestMethodConfig() != null) {
      return "http-request-method";
    }
    if (condition.sourceIpConfig() != null) {
      return "source-ip";
    }
    if (condition.queryStringConfig() != null) {
      return "query-string";
    }
    boolean plain =
        "host-header".equals(condition.field()) || "path-pattern".equals(condition.field());
    return plain ? condition.field() : "";
  }

  private static Optional<String> header(HttpHeaderConditionConfig config) {
    return config == null
        ? Optional.empty()
        : unless(
            HEADER,
            or(config.httpHeaderName(), ""),
            "conditions.httpHeaderConfig.httpHeaderName: '%s' is not the name of an HTTP header of"
                + " up to 40 characters");
  }

  private static Optional<String> methods(HttpRequestMethodConditionConfig config) {
    return config == null
        ? Optional.empty()
        : asEmpty(config.values()).stream()
            .flatMap(
                method ->
                    unless(
                        METHOD,
                        method,
                        "conditions.httpRequestMethodConfig: '%s' is not the name of a method, of"
                            + " A-Z, - and _")
                        .stream())
            .findFirst();
  }

  private static Optional<String> addresses(SourceIpConditionConfig config) {
    return config == null
        ? Optional.empty()
        : asEmpty(config.values()).stream()
            .flatMap(
                block ->
                    unless(
                        Addresses.isBlock(block),
                        "conditions.sourceIpConfig: '%s' is not a valid CIDR block",
                        block)
                        .stream())
            .findFirst();
  }

  private static Optional<String> expressions(RuleCondition condition) {
    return regularExpressions(condition)
        .filter(expression -> !isRegularExpression(expression))
        .map("conditions: '%s' is not a regular expression"::formatted)
        .findFirst();
  }

  private static boolean isRegularExpression(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static Stream<String> values(RuleCondition condition) {
    return Stream.of(
            asEmpty(condition.values()).stream(),
            regularExpressions(condition),
            of(condition.hostHeaderConfig(), HostHeaderConditionConfig::values),
            of(condition.pathPatternConfig(), PathPatternConditionConfig::values),
            of(condition.httpHeaderConfig(), HttpHeaderConditionConfig::values),
            of(condition.httpRequestMethodConfig(), HttpRequestMethodConditionConfig::values),
            of(condition.sourceIpConfig(), SourceIpConditionConfig::values),
            of(condition.queryStringConfig(), QueryStringConditionConfig::values)
                .map(ConditionRules::text))
        .flatMap(values -> values);
  }

  private static Stream<String> regularExpressions(RuleCondition condition) {
    return Stream.of(
            asEmpty(condition.regexValues()).stream(),
            of(condition.hostHeaderConfig(), HostHeaderConditionConfig::regexValues),
            of(condition.pathPatternConfig(), PathPatternConditionConfig::regexValues),
            of(condition.httpHeaderConfig(), HttpHeaderConditionConfig::regexValues))
        .flatMap(values -> values);
  }

  private static <C, T> Stream<T> of(C config, Function<C, List<T>> values) {
    return config == null ? Stream.empty() : asEmpty(values.apply(config)).stream();
  }

  private static String text(QueryStringKeyValuePair pair) {
    return Stream.of(pair.key(), pair.value()).filter(Objects::nonNull).reduce("", String::concat);
  }
}
