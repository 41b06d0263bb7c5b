package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.client;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.ContainerInstanceField;
import dev.kubeecs.api.ecs.RegisterContainerInstanceRequest;
import dev.kubeecs.api.ecs.RegisterContainerInstanceResponse;
import dev.kubeecs.gateway.GatewayConfiguration;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.ecs.tag.TagRules;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeAttributes;
import dev.kubeecs.resources.containerinstance.NodeInstance;
import dev.kubeecs.resources.containerinstance.Registration;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.Node;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;

/**
 * RegisterContainerInstance: gives a Node to a cluster. Its resources, devices and versions are
 * those that its kubelet tells, whatever the request does; a simulated Node gets the request's.
 */
@Singleton
public final class RegisterContainerInstance implements Handlers {

  private final Clusters clusters;
  private final ContainerInstances instances;
  private final GatewayConfiguration configuration;
  private final Clock clock;

  RegisterContainerInstance(
      Clusters clusters,
      ContainerInstances instances,
      GatewayConfiguration configuration,
      Clock clock) {
    this.clusters = clusters;
    this.instances = instances;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(RegisterContainerInstanceRequest.class, this::register);
  }

  private RegisterContainerInstanceResponse register(
      RegisterContainerInstanceRequest request, Call call) {
    TagRules.check(request.tags());
    Nodes.Change change = new Nodes.Change();
    for (Attribute attribute : asEmpty(request.attributes())) {
      // An agent also tells what a Node has by itself.
      if (!NodeAttributes.isReserved(attribute.name())) {
        AttributeRules.check(attribute);
        change.label(Labels.ATTRIBUTE + attribute.name(), AttributeRules.value(attribute));
      }
    }
    EcsCluster cluster = clusters.active(call, request.cluster());
    Node node = node(request, call, cluster);
    String name = ClusterFacts.name(cluster);
    if (!Registration.isExplicit(node, call.account(), name)) {
      change.annotation(
          NodeInstance.REGISTERED_AT, clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }
    if (!asEmpty(request.tags()).isEmpty()) {
      change.annotation(InstanceTags.ANNOTATION, InstanceTags.json(request.tags()));
    }
    Node registered =
        instances
            .nodes()
            .patch(
                node,
                change
                    .label(Labels.CONTAINER_INSTANCE_OF, Registration.of(call.account(), name))
                    .annotation(Deregistered.FROM, null));
    return new RegisterContainerInstanceResponse(
        ContainerInstanceView.of(
            instances.view(call, cluster, registered),
            name,
            call.account(),
            EnumSet.of(ContainerInstanceField.TAGS)));
  }

  private Node node(RegisterContainerInstanceRequest request, Call call, EcsCluster cluster) {
    String arn = request.containerInstanceArn();
    if (arn != null && !arn.isEmpty()) {
      return instances
          .find(call, cluster, ContainerInstances.id(call, cluster, arn))
          .map(ContainerInstance::node)
          .orElseThrow(() -> client("There is no container instance %s to register again.", arn));
    }
    IdentityDocument document = IdentityDocument.parse(request.instanceIdentityDocument());
    Optional<Node> node = instances.nodes().list().stream().filter(document::isOf).findFirst();
    if (node.isPresent()) {
      return requireFree(node.get(), call, ClusterFacts.name(cluster));
    }
    if (!configuration.simulatedNodes()) {
      throw client(
          "No Node is the instance %s: it must join the Kubernetes cluster first.",
          document.instanceId());
    }
    return instances.nodes().create(SimulatedNode.of(request, document, Instant.now(clock)));
  }

  /** A machine that is another cluster's must leave that first, as an agent has one cluster. */
  private static Node requireFree(Node node, Call call, String cluster) {
    String registration = asEmpty(node.getMetadata().getLabels()).get(Labels.CONTAINER_INSTANCE_OF);
    if (registration != null
        && !registration.equals(Registration.NONE)
        && !registration.equals(Registration.of(call.account(), cluster))) {
      throw client("The instance is registered with another cluster: deregister it there first.");
    }
    return node;
  }
}
