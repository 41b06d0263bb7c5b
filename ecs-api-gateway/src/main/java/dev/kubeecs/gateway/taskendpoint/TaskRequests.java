package dev.kubeecs.gateway.taskendpoint;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.api.ecs.Task;
import dev.kubeecs.gateway.account.AccountNamespaces;
import dev.kubeecs.gateway.ecs.containerinstance.InstanceTags;
import dev.kubeecs.gateway.ecs.containerinstance.Nodes;
import dev.kubeecs.gateway.ecs.task.TaskQueries;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Identity;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.taskendpoint.TaskEndpoint;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers what a container asks for by URL. */
@Singleton
public final class TaskRequests {

  private static final String PROTECTION = "task-protection/v1/state";

  private final Callers callers;
  private final AccountNamespaces namespaces;
  private final Calls calls;
  private final TaskQueries tasks;
  private final Nodes nodes;
  private final Kubelets kubelets;
  private final RoleCredentials credentials;
  private final ProtectionState protection;

  TaskRequests(
      Callers callers,
      AccountNamespaces namespaces,
      Calls calls,
      TaskQueries tasks,
      Nodes nodes,
      Kubelets kubelets,
      RoleCredentials credentials,
      ProtectionState protection) {
    this.callers = callers;
    this.namespaces = namespaces;
    this.calls = calls;
    this.tasks = tasks;
    this.nodes = nodes;
    this.kubelets = kubelets;
    this.credentials = credentials;
    this.protection = protection;
  }

  /**
   * A request of a container.
   *
   * @param method such as {@code GET}
   * @param path without query
   * @param body empty if there is none
   * @param address where the connection comes from
   * @param requestId the id in logs
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Asked(String method, String path, byte[] body, String address, String requestId) {}

  Reply answer(Asked asked) {
    for (Route route : Route.values()) {
      if (asked.path().startsWith(route.prefix)) {
        String rest = asked.path().substring(route.prefix.length());
        int slash = rest.indexOf('/');
        String id = slash < 0 ? rest : rest.substring(0, slash);
        String what = slash < 0 ? "" : rest.substring(slash + 1).replaceAll("/+$", "");
        Optional<Caller> caller =
            CallerId.parse(id)
                .flatMap(
                    parsed -> callers.find(parsed, asked.address(), describing(asked.requestId())));
        return caller.isEmpty()
            ? unknown(route)
            : switch (route) {
              case METADATA, METADATA_V3 -> metadata(caller.get(), what, asked);
              case CREDENTIALS -> credentials.of(caller.get());
              case AGENT -> agent(caller.get(), what, asked);
            };
      }
    }
    return Reply.notFound("404 page not found");
  }

  private enum Route {
    METADATA(TaskEndpoint.METADATA),
    METADATA_V3(TaskEndpoint.METADATA_V3),
    CREDENTIALS(TaskEndpoint.CREDENTIALS),
    AGENT(TaskEndpoint.AGENT);

    private final String prefix;

    Route(String prefix) {
      this.prefix = prefix;
    }
  }

  private static Reply unknown(Route route) {
    return route == Route.CREDENTIALS
        ? RoleCredentials.unknown()
        : Reply.notFound("unable to find the task and container of the request's URL");
  }

  private Reply metadata(Caller caller, String what, Asked asked) {
    if (!asked.method().equals("GET")) {
      return new Reply(405, "metadata is read with GET");
    }
    Call call = describing(asked.requestId()).apply(caller.account());
    boolean withTags = what.equals("taskWithTags");
    Task task = tasks.view(call, caller.task(), withTags);
    MetadataView view = new MetadataView(caller, task);
    return switch (what) {
      case "" -> orNotFound(view.container());
      case "task" -> Reply.ok(view.task());
      case "taskWithTags" -> Reply.ok(view.task(task.tags(), instanceTags(caller, task)));
      case "stats" -> stats(caller, task, stats -> orNotFound(stats.container()));
      case "task/stats" -> stats(caller, task, stats -> Reply.ok(stats.task()));
      default -> Reply.notFound("404 page not found");
    };
  }

  private List<Tag> instanceTags(Caller caller, Task task) {
    return task.containerInstanceArn() == null
        ? List.of()
        : nodes
            .named(or(caller.pod().getSpec().getNodeName(), ""))
            .map(InstanceTags::of)
            .orElse(List.of());
  }

  private Reply stats(Caller caller, Task task, Function<StatsView, Reply> part) {
    try {
      return part.apply(
          new StatsView(caller, task, kubelets.summary(caller.pod()), kubelets.cpus(caller.pod())));
    } catch (IOException e) {
      return new Reply(500, "unable to get the statistics of the containers");
    }
  }

  private Reply agent(Caller caller, String what, Asked asked) {
    if (!what.equals(PROTECTION)) {
      return Reply.notFound("404 page not found");
    }
    return switch (asked.method()) {
      case "GET" -> protection.get(caller, asked.requestId());
      case "PUT" -> protection.put(caller, asked.body(), asked.requestId());
      default -> new Reply(405, "the state is read with GET and written with PUT");
    };
  }

  private Function<Account, Call> describing(String requestId) {
    return account ->
        calls.of(
            "DescribeTasks",
            new Identity("task", account, Optional.empty()),
            namespaces.of(account),
            requestId);
  }

  private static Reply orNotFound(Optional<?> found) {
    return found
        .<Reply>map(Reply::ok)
        .orElseGet(() -> Reply.notFound("unable to find the container of the request's URL"));
  }
}
