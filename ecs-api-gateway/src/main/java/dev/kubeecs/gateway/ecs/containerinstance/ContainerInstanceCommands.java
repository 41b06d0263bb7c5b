package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.ContainerInstanceField;
import dev.kubeecs.api.ecs.ContainerInstanceStatus;
import dev.kubeecs.api.ecs.DeregisterContainerInstanceRequest;
import dev.kubeecs.api.ecs.DeregisterContainerInstanceResponse;
import dev.kubeecs.api.ecs.Failure;
import dev.kubeecs.api.ecs.UpdateContainerAgentRequest;
import dev.kubeecs.api.ecs.UpdateContainerAgentResponse;
import dev.kubeecs.api.ecs.UpdateContainerInstancesStateRequest;
import dev.kubeecs.api.ecs.UpdateContainerInstancesStateResponse;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.task.TaskStops;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The operations that change the state of container instances. The operator drains them. */
@Singleton
public final class ContainerInstanceCommands implements Handlers {

  private static final int MOST_UPDATED = 10;

  private final Clusters clusters;
  private final ContainerInstances instances;
  private final TaskStops stops;

  ContainerInstanceCommands(Clusters clusters, ContainerInstances instances, TaskStops stops) {
    this.clusters = clusters;
    this.instances = instances;
    this.stops = stops;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(DeregisterContainerInstanceRequest.class, this::deregister)
        .on(UpdateContainerInstancesStateRequest.class, this::updateState)
        .on(UpdateContainerAgentRequest.class, this::updateAgent);
  }

  private DeregisterContainerInstanceResponse deregister(
      DeregisterContainerInstanceRequest request, Call call) {
    EcsCluster cluster = clusters.existingResource(call, request.cluster());
    ContainerInstance instance = require(call, cluster, request.containerInstance());
    boolean force = or(request.force(), false);
    if (!instance.tasks().isEmpty() && !force) {
      throw invalidParameter("Found running tasks on the instance.");
    }
    Node deregistered =
        instances
            .nodes()
            .patch(
                instance.node(),
                new Nodes.Change()
                    .label(Labels.CONTAINER_INSTANCE_OF, Registration.NONE)
                    .label(Labels.CONTAINER_INSTANCE_STATUS, null)
                    .annotation(
                        Deregistered.FROM,
                        Registration.of(call.account(), ClusterFacts.name(cluster))));
    instance
        .tasks()
        .forEach(
            task -> stops.stop(call, task, "Container instance deregistration forced by user"));
    boolean madeHere =
        Absent.asEmpty(deregistered.getMetadata().getAnnotations())
            .containsKey(SimulatedNode.MADE_HERE);
    if (madeHere) {
      instances.nodes().delete(deregistered);
    }
    return new DeregisterContainerInstanceResponse(view(call, cluster, deregistered));
  }

  private UpdateContainerInstancesStateResponse updateState(
      UpdateContainerInstancesStateRequest request, Call call) {
    boolean draining =
        switch (request.status()) {
          case ACTIVE -> false;
          case DRAINING -> true;
          case REGISTERING, DEREGISTERING, REGISTRATION_FAILED ->
              throw invalidParameter(
                  "Container instance status should be one of [ACTIVE,DRAINING].");
        };
    if (request.containerInstances().isEmpty()
        || request.containerInstances().size() > MOST_UPDATED) {
      throw invalidParameter("containerInstances must have between 1 and %d items.", MOST_UPDATED);
    }
    EcsCluster cluster = clusters.existingResource(call, request.cluster());
    List<dev.kubeecs.api.ecs.ContainerInstance> updated = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : new LinkedHashSet<>(request.containerInstances())) {
      String id = ContainerInstances.id(call, cluster, reference);
      Optional<ContainerInstance> instance = instances.find(call, cluster, id);
      String arn = call.account().containerInstanceArn(ClusterFacts.name(cluster), id);
      if (instance.isEmpty()) {
        failures.add(Failure.builder().arn(arn).reason("MISSING").build());
      } else if (instance.get().status().isEmpty()) {
        failures.add(Failure.builder().arn(arn).reason("INACTIVE").build());
      } else {
        updated.add(view(call, cluster, drain(instance.get(), draining)));
      }
    }
    return new UpdateContainerInstancesStateResponse(updated, failures);
  }

  private Node drain(ContainerInstance instance, boolean draining) {
    boolean is = instance.status().orElseThrow() == ContainerInstanceStatus.DRAINING;
    return is == draining
        ? instance.node()
        : instances
            .nodes()
            .patch(
                instance.node(),
                new Nodes.Change()
                    .label(
                        Labels.CONTAINER_INSTANCE_STATUS, draining ? NodeInstance.DRAINING : null)
                    .schedulable(!draining));
  }

  /** Kubelets are updated by whoever runs the Nodes. */
  private UpdateContainerAgentResponse updateAgent(UpdateContainerAgentRequest request, Call call) {
    EcsCluster cluster = clusters.existingResource(call, request.cluster());
    require(call, cluster, request.containerInstance());
    throw new AwsException(
        "NoUpdateAvailableException",
        "There is no update available for your container agent: it is the kubelet of a Node, which"
            + " whoever runs the Node updates.");
  }

  private ContainerInstance require(Call call, EcsCluster cluster, String reference) {
    String id = ContainerInstances.id(call, cluster, reference);
    return instances
        .find(call, cluster, id)
        .filter(instance -> instance.status().isPresent())
        .orElseThrow(() -> invalidParameter("Referenced container instance %s not found.", id));
  }

  private dev.kubeecs.api.ecs.ContainerInstance view(Call call, EcsCluster cluster, Node node) {
    return ContainerInstanceView.of(
        instances.view(call, cluster, node),
        ClusterFacts.name(cluster),
        call.account(),
        EnumSet.noneOf(ContainerInstanceField.class));
  }
}
