package dev.kubeecs.gateway.logs;

import dev.kubeecs.api.logs.CreateLogStreamRequest;
import dev.kubeecs.api.logs.DeleteLogStreamRequest;
import dev.kubeecs.api.logs.DescribeLogStreamsRequest;
import dev.kubeecs.api.logs.DescribeLogStreamsResponse;
import dev.kubeecs.api.logs.OrderBy;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.logs.store.LogStream;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.Absent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The operations on log streams. */
@Singleton
final class LogStreamOperations implements Handlers {

  /** Source: API reference of DescribeLogStreams. */
  private static final int MOST_LISTED = 50;

  private final LogGroups groups;
  private final Clock clock;

  LogStreamOperations(LogGroups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateLogStreamRequest.class, this::create)
        .on(DeleteLogStreamRequest.class, this::delete)
        .on(DescribeLogStreamsRequest.class, this::describe);
  }

  private NoResponse create(CreateLogStreamRequest request, Call call) {
    return groups
        .require(call, request.logGroupName())
        .createStream(request.logStreamName(), clock.millis())
        .map(created -> NoResponse.DONE)
        .orElseThrow(LogErrors::streamExists);
  }

  private NoResponse delete(DeleteLogStreamRequest request, Call call) {
    if (!groups.require(call, request.logGroupName()).deleteStream(request.logStreamName())) {
      throw LogErrors.noStream();
    }
    return NoResponse.DONE;
  }

  private DescribeLogStreamsResponse describe(DescribeLogStreamsRequest request, Call call) {
    boolean byTime = request.orderBy() == OrderBy.LASTEVENTTIME;
    if (byTime && request.logStreamNamePrefix() != null) {
      throw LogErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    LogGroup group = groups.require(call, request.logGroupName(), request.logGroupIdentifier());
    PageRequest paging =
        PageRequest.of(call, request.limit(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    if (Absent.or(request.descending(), false)) {
      paging = paging.descending();
    }
    Page<LogStream> page =
        paging.of(
            group.streams(Absent.or(request.logStreamNamePrefix(), "")),
            stream ->
                byTime ? "%020d %s".formatted(lastEvent(stream), stream.name()) : stream.name());
    return new DescribeLogStreamsResponse(
        page.items().stream().map(stream -> view(stream, group, call)).toList(), page.nextToken());
  }

  private static long lastEvent(LogStream stream) {
    return stream.span().map(LogStream.Span::last).orElse(0L);
  }

  private static dev.kubeecs.api.logs.LogStream view(LogStream stream, LogGroup group, Call call) {
    Optional<LogStream.Span> span = stream.span();
    return dev.kubeecs.api.logs.LogStream.builder()
        .logStreamName(stream.name())
        .creationTime(stream.created())
        .firstEventTimestamp(span.map(LogStream.Span::first).orElse(null))
        .lastEventTimestamp(span.map(LogStream.Span::last).orElse(null))
        .lastIngestionTime(span.map(LogStream.Span::ingestion).orElse(null))
        .arn(LogArn.stream(call.account(), group.description().name(), stream.name()))
        // Source: API reference of LogStream, zero for streams since 2019.
        .storedBytes(0L)
        .build();
  }
}
