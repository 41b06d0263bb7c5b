package dev.kubeecs.gateway.servicediscovery;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.servicediscovery.FilterCondition;
import dev.kubeecs.api.servicediscovery.Namespace;
import dev.kubeecs.api.servicediscovery.NamespaceFilter;
import dev.kubeecs.api.servicediscovery.Operation;
import dev.kubeecs.api.servicediscovery.OperationFilter;
import dev.kubeecs.api.servicediscovery.OperationTargetType;
import dev.kubeecs.api.servicediscovery.ServiceFilter;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.PageRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Which namespaces, services and operations a listing asks for. */
final class Filters {

  /** Source: the API reference of ListNamespaces, ListServices and ListOperations. */
  private static final int MOST_LISTED = 100;

  /** Filters by owner know this account, and others that share with it: here there are none. */
  private static final String SELF = "SELF";

  private static final int MILLISECONDS = 3;

  private Filters() {}

  /** The page that a listing asks for. */
  static PageRequest page(Call call, Integer maxResults, String nextToken) {
    return PageRequest.of(call, maxResults, nextToken, MOST_LISTED, MOST_LISTED);
  }

  /** Whether an owner that a request names, if any, is the caller's account. */
  static boolean isOwn(String ownerAccount, Call call) {
    return ownerAccount == null || ownerAccount.equals(call.account().id());
  }

  /** Whether all filters take a namespace. */
  static boolean take(List<NamespaceFilter> filters, Namespace namespace) {
    return asEmpty(filters).stream()
        .allMatch(
            filter ->
                matches(
                    filter.condition(),
                    filter.values(),
                    switch (filter.name()) {
                      case TYPE -> namespace.type().toString();
                      case NAME, HTTP_NAME -> namespace.name();
                      case RESOURCE_OWNER -> SELF;
                    }));
  }

  /** Whether all filters take a service of that namespace. */
  static boolean takeService(List<ServiceFilter> filters, String namespaceId, String arn) {
    return asEmpty(filters).stream()
        .allMatch(
            filter ->
                switch (filter.name()) {
                  case NAMESPACE_ID ->
                      matches(filter.condition(), filter.values(), namespaceId)
                          || matches(filter.condition(), filter.values(), arn);
                  case RESOURCE_OWNER -> matches(filter.condition(), filter.values(), SELF);
                });
  }

  /** Whether all filters take an operation. */
  static boolean take(List<OperationFilter> filters, Operation operation) {
    return asEmpty(filters).stream()
        .allMatch(
            filter ->
                switch (filter.name()) {
                  case NAMESPACE_ID ->
                      matches(filter, operation.targets().get(OperationTargetType.NAMESPACE));
                  case SERVICE_ID ->
                      matches(filter, operation.targets().get(OperationTargetType.SERVICE));
                  case STATUS -> matches(filter, operation.status().toString());
                  case TYPE -> matches(filter, operation.type().toString());
                  case UPDATE_DATE -> isBetween(filter.values(), operation.updateDate());
                });
  }

  private static boolean matches(OperationFilter filter, String value) {
    return value != null && matches(filter.condition(), filter.values(), value);
  }

  private static boolean matches(FilterCondition condition, List<String> values, String value) {
    return switch (or(condition, FilterCondition.EQ)) {
      case EQ, IN -> values.contains(value);
      case BEGINS_WITH -> values.stream().anyMatch(value::startsWith);
      case BETWEEN ->
          throw CloudMapErrors.invalid("The condition BETWEEN is for the filter UPDATE_DATE only.");
    };
  }

  /** Two points in time, in seconds since the epoch. */
  private static boolean isBetween(List<String> values, Instant time) {
    if (values.size() != 2) {
      throw CloudMapErrors.invalid("The filter UPDATE_DATE takes a start and an end.");
    }
    return !time.isBefore(instant(values.get(0))) && !time.isAfter(instant(values.get(1)));
  }

  private static Instant instant(String seconds) {
    try {
      return Instant.ofEpochMilli(
          new BigDecimal(seconds).movePointRight(MILLISECONDS).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw CloudMapErrors.invalid("UPDATE_DATE: %s is no Unix time in seconds.", seconds);
    }
  }
}
