package dev.kubeecs.gateway.ecs.task;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.LaunchType;
import dev.kubeecs.api.ecs.ListTasksRequest;
import dev.kubeecs.gateway.ecs.Identifier;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.task.EcsTask;

/**
 * Which tasks of a cluster ListTasks names. A null member lets every task through.
 *
 * @param desiredStatus RUNNING where the request says nothing, as in AWS
 * @param containerInstance id of the container instance
 */
record TaskFilter(
    String family,
    String service,
    String daemon,
    DesiredStatus desiredStatus,
    LaunchType launchType,
    String startedBy,
    String containerInstance) {

  static TaskFilter of(ListTasksRequest request, String cluster, Account account) {
    return new TaskFilter(
        request.family(),
        name(request.serviceName(), "service", cluster, account),
        name(request.daemonName(), "daemon", cluster, account),
        or(request.desiredStatus(), DesiredStatus.RUNNING),
        request.launchType(),
        request.startedBy(),
        name(request.containerInstance(), "container-instance", cluster, account));
  }

  boolean matches(EcsTask task) {
    return TaskFacts.desiredStatus(task) == desiredStatus
        && (family == null
            || TaskFacts.definition(task).filter(d -> d.family().equals(family)).isPresent())
        && (service == null || TaskFacts.service(task).filter(service::equals).isPresent())
        && (daemon == null || TaskFacts.daemon(task).filter(daemon::equals).isPresent())
        && (launchType == null || TaskFacts.launchType(task) == launchType)
        && (startedBy == null || startedBy.equals(task.getSpec().startedBy()))
        && (containerInstance == null || isOn(task, containerInstance));
  }

  private static boolean isOn(EcsTask task, String containerInstance) {
    return TaskFacts.containerInstance(task).filter(containerInstance::equals).isPresent();
  }

  private static String name(String reference, String type, String cluster, Account account) {
    return reference == null
        ? null
        : Identifier.parse(reference, type, account).within(cluster).name();
  }
}
