package dev.kubeecs.gateway.logs;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.logs.CreateLogGroupRequest;
import dev.kubeecs.api.logs.DeleteLogGroupRequest;
import dev.kubeecs.api.logs.DeleteRetentionPolicyRequest;
import dev.kubeecs.api.logs.DescribeLogGroupsRequest;
import dev.kubeecs.api.logs.DescribeLogGroupsResponse;
import dev.kubeecs.api.logs.LogGroupClass;
import dev.kubeecs.api.logs.PutRetentionPolicyRequest;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.Absent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operations on log groups. */
@Singleton
final class LogGroupOperations implements Handlers {

  /** Source: API reference of DescribeLogGroups. */
  private static final int MOST_LISTED = 50;

  /** Source: API reference of PutRetentionPolicy. */
  private static final Set<Integer> RETENTIONS =
      new TreeSet<>(
          List.of(
              1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
              2922, 3288, 3653));

  private final LogGroups groups;
  private final Clock clock;

  LogGroupOperations(LogGroups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateLogGroupRequest.class, this::create)
        .on(DeleteLogGroupRequest.class, this::delete)
        .on(DescribeLogGroupsRequest.class, this::describe)
        .on(PutRetentionPolicyRequest.class, this::putRetention)
        .on(DeleteRetentionPolicyRequest.class, this::deleteRetention);
  }

  private NoResponse create(CreateLogGroupRequest request, Call call) {
    if (Absent.or(request.logGroupClass(), LogGroupClass.STANDARD) != LogGroupClass.STANDARD) {
      throw LogErrors.invalid(
          "logGroupClass %s is not supported by kube-ecs: every group is STANDARD.",
          request.logGroupClass());
    }
    if (request.logGroupName().startsWith("aws/")) {
      throw LogErrors.invalid("Log groups starting with AWS/ are reserved for AWS.");
    }
    LogTags.check(asEmpty(request.tags()));
    return groups
        .store()
        .create(
            call.account(),
            new LogGroup.Description(
                request.logGroupName(), clock.millis(), null, asEmpty(request.tags())))
        .map(created -> NoResponse.DONE)
        .orElseThrow(LogErrors::groupExists);
  }

  private NoResponse delete(DeleteLogGroupRequest request, Call call) {
    if (!groups.store().delete(call.account(), request.logGroupName())) {
      throw LogErrors.noGroup();
    }
    return NoResponse.DONE;
  }

  private DescribeLogGroupsResponse describe(DescribeLogGroupsRequest request, Call call) {
    String prefix = request.logGroupNamePrefix();
    String pattern = request.logGroupNamePattern();
    if (prefix != null && pattern != null) {
      throw LogErrors.invalid("logGroupNamePrefix and logGroupNamePattern exclude each other.");
    }
    Stream<LogGroup> found =
        groups.store().groups(call.account()).stream()
            .filter(group -> prefix == null || name(group).startsWith(prefix))
            .filter(group -> pattern == null || contains(name(group), pattern))
            .filter(group -> isAskedFor(group, request, call));
    PageRequest paging =
        PageRequest.of(call, request.limit(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    Page<LogGroup> page = paging.of(found.toList(), LogGroupOperations::name);
    return new DescribeLogGroupsResponse(
        page.items().stream().map(group -> view(group, call)).toList(), page.nextToken());
  }

  private static boolean contains(String name, String pattern) {
    return name.toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT));
  }

  private static boolean isAskedFor(LogGroup group, DescribeLogGroupsRequest request, Call call) {
    List<String> identifiers = asEmpty(request.logGroupIdentifiers());
    return Absent.or(request.logGroupClass(), LogGroupClass.STANDARD) == LogGroupClass.STANDARD
        && (request.accountIdentifiers() == null
            || request.accountIdentifiers().isEmpty()
            || request.accountIdentifiers().contains(call.account().id()))
        && (identifiers.isEmpty()
            || identifiers.stream()
                .map(identifier -> LogArn.groupName(call.account(), identifier))
                .anyMatch(name(group)::equals));
  }

  private NoResponse putRetention(PutRetentionPolicyRequest request, Call call) {
    if (!RETENTIONS.contains(request.retentionInDays())) {
      throw LogErrors.invalid(
          "Invalid retention value. Valid retention values are: %s", RETENTIONS);
    }
    groups
        .require(call, request.logGroupName())
        .change(group -> group.withRetention(request.retentionInDays()));
    return NoResponse.DONE;
  }

  private NoResponse deleteRetention(DeleteRetentionPolicyRequest request, Call call) {
    groups.require(call, request.logGroupName()).change(group -> group.withRetention(null));
    return NoResponse.DONE;
  }

  private static String name(LogGroup group) {
    return group.description().name();
  }

  private static dev.kubeecs.api.logs.LogGroup view(LogGroup group, Call call) {
    String arn = LogArn.group(call.account(), name(group));
    return dev.kubeecs.api.logs.LogGroup.builder()
        .logGroupName(name(group))
        .creationTime(group.description().created())
        .retentionInDays(group.description().retentionInDays())
        .metricFilterCount(0)
        .arn(arn + ":*")
        .logGroupArn(arn)
        .storedBytes(group.bytes())
        .logGroupClass(LogGroupClass.STANDARD)
        .deletionProtectionEnabled(false)
        .build();
  }
}
