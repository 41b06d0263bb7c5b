package dev.kubeecs.operator.service;

import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceDeploymentStatus;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsServiceRevisionStatus;
import dev.kubeecs.resources.service.EcsTaskSetStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** One write that a service needs. Each may be repeated: what is done already is left alone. */
public sealed interface Action {

  /** Creates a revision, unless one of that name exists. */
  record CreateRevision(EcsServiceRevision revision) implements Action {}

  /** Creates the deployment of a revision, unless it exists. */
  record CreateRollout(EcsServiceDeployment rollout) implements Action {}

  /** Creates a Deployment or DaemonSet, unless it exists. */
  record CreateWorkload(HasMetadata workload) implements Action {}

  /** Changes the replicas of a Deployment, provided that they are still what was seen. */
  record Scale(String name, int seen, int wanted) implements Action {}

  /** Tells Kubernetes, or no longer, to take other Pods away before this one. */
  record ShieldPod(String name, boolean shielded) implements Action {}

  /** Stops a task, with a reason that DescribeTasks will show. */
  record StopTask(String taskId, String reason) implements Action {}

  /** Makes a Pod the first to go when its Deployment gets fewer replicas. */
  record LetGoFirst(String podName) implements Action {}

  /** Removes a Pod that nothing replaces. */
  record RemovePod(String name) implements Action {}

  /** Removes a DaemonSet and leaves its Pods running. */
  record LeavePods(Workload workload) implements Action {}

  /** Removes a workload, with its Pods if it still has any. */
  record RemoveWorkload(Workload workload) implements Action {}

  /** Keeps a task set until its tasks have gone. */
  record HoldTaskSet(String name) implements Action {}

  /** Lets go of a task set that is deleted. */
  record ReleaseTaskSet(String name) implements Action {}

  /** Deletes a task set, which goes once its tasks have gone. */
  record DeleteTaskSet(String name) implements Action {}

  /** Writes what is true of a task set. */
  record ReportTaskSet(String name, EcsTaskSetStatus status) implements Action {}

  /** Writes what has become known of a revision. */
  record ReportRevision(String name, EcsServiceRevisionStatus status) implements Action {}

  /** Removes a revision and its deployment from the history. */
  record Forget(String name) implements Action {}

  /** Has a listener rule, or the default action of a listener, do something else. */
  record Forward(TrafficRule.Kind kind, String name, List<dev.kubeecs.api.elbv2.Action> actions)
      implements Action {

    public Forward {
      actions = List.copyOf(actions);
    }
  }

  /** Calls a hook; its answer is awaited elsewhere. */
  record CallHook(HookRequest request) implements Action {}

  /** Writes what a deployment has come to. */
  record ReportRollout(String name, EcsServiceDeploymentStatus status) implements Action {}
}
