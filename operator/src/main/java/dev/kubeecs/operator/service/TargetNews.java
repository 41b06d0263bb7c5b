package dev.kubeecs.operator.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.operator.service.deployment.ServiceTask;
import dev.kubeecs.operator.service.event.Announcement;
import dev.kubeecs.operator.service.event.ServiceEvents;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has happened to the tasks of a service in its target groups since that was last told. */
record TargetNews(ResolvedService service) {

  /** Ids of the tasks that are registered, by the name of the target group; null if none can be. */
  Map<String, List<String>> registered() {
    if (service.targetGroups().isEmpty()) {
      return null;
    }
    Set<String> own =
        service.revisions().stream()
            .flatMap(revision -> revision.tasks().stream())
            .map(ServiceTask::id)
            .collect(Collectors.toSet());
    Map<String, List<String>> registered = new TreeMap<>();
    service
        .targetGroups()
        .forEach(
            (name, group) ->
                registered.put(
                    name, Registrations.registered(group).stream().filter(own::contains).toList()));
    return registered;
  }

  /** What to announce of it. */
  List<Announcement> changes() {
    List<Announcement> news = new ArrayList<>();
    Map<String, List<String>> before = asEmpty(ServiceReport.before(service).registeredTasks());
    asEmpty(registered())
        .forEach(
            (name, tasks) -> {
              List<String> told = before.getOrDefault(name, List.of());
              String arn =
                  service.targetGroups().get(name).getStatus() == null
                      ? name
                      : service.targetGroups().get(name).getStatus().targetGroupArn();
              int come = without(tasks, told);
              int gone = without(told, tasks);
              if (come > 0) {
                news.add(new Announcement.Registered(come, arn));
              }
              if (gone > 0) {
                news.add(new Announcement.Deregistered(gone, arn));
              }
            });
    return news;
  }

  /** What target groups hold against tasks, each told once. */
  List<Announcement> unhealthy(ServiceEvents events) {
    List<Announcement> news = new ArrayList<>();
    for (TargetGroup group : service.targetGroups().values()) {
      for (ResolvedRevision revision : service.revisions()) {
        for (ServiceTask task : revision.tasks()) {
          task.failsIn()
              .filter(arn -> arn.equals(group.getStatus().targetGroupArn()))
              .flatMap(arn -> target(group, task))
              .map(
                  target ->
                      new Announcement.Unhealthy(
                          task.id(),
                          target.port(),
                          group.getStatus().targetGroupArn(),
                          target.health().description()))
              .filter(warning -> !events.tells(warning, service.now()))
              .ifPresent(news::add);
        }
      }
    }
    return news;
  }

  private static Optional<RegisteredTarget> target(TargetGroup group, ServiceTask task) {
    return asEmpty(group.getStatus().targets()).stream()
        .filter(target -> task.id().equals(target.task()))
        .findFirst();
  }

  private static int without(List<String> ids, List<String> others) {
    return (int) ids.stream().filter(id -> !others.contains(id)).count();
  }
}
