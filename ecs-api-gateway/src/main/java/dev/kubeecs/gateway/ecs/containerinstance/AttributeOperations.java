package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.DeleteAttributesRequest;
import dev.kubeecs.api.ecs.DeleteAttributesResponse;
import dev.kubeecs.api.ecs.ListAttributesRequest;
import dev.kubeecs.api.ecs.ListAttributesResponse;
import dev.kubeecs.api.ecs.PutAttributesRequest;
import dev.kubeecs.api.ecs.PutAttributesResponse;
import dev.kubeecs.gateway.ecs.cluster.ClusterFacts;
import dev.kubeecs.gateway.ecs.cluster.Clusters;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.gateway.protocol.PageRequest;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.containerinstance.NodeAttributes;
import dev.kubeecs.resources.naming.Labels;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** PutAttributes, DeleteAttributes and ListAttributes. */
@Singleton
public final class AttributeOperations implements Handlers {

  /** Of a request, and of a container instance. Source: ECS API reference, PutAttributes. */
  private static final int MOST = 10;

  private static final int MOST_LISTED = 100;

  private final Clusters clusters;
  private final ContainerInstances instances;

  AttributeOperations(Clusters clusters, ContainerInstances instances) {
    this.clusters = clusters;
    this.instances = instances;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(PutAttributesRequest.class, this::put)
        .on(DeleteAttributesRequest.class, this::delete)
        .on(ListAttributesRequest.class, this::list);
  }

  private PutAttributesResponse put(PutAttributesRequest request, Call call) {
    requireFew(request.attributes());
    request.attributes().forEach(AttributeRules::check);
    EcsCluster cluster = clusters.active(call, request.cluster());
    Map<ContainerInstance, List<Attribute>> byTarget = targets(call, cluster, request.attributes());
    byTarget.forEach(AttributeOperations::requireRoom);
    List<Attribute> written = new ArrayList<>();
    byTarget.forEach(
        (target, attributes) -> {
          Nodes.Change change = new Nodes.Change();
          attributes.forEach(
              attribute -> {
                change.label(Labels.ATTRIBUTE + attribute.name(), AttributeRules.value(attribute));
                written.add(view(call, cluster, target, attribute.name(), attribute.value()));
              });
          instances.nodes().patch(target.node(), change);
        });
    return new PutAttributesResponse(written);
  }

  private DeleteAttributesResponse delete(DeleteAttributesRequest request, Call call) {
    requireFew(request.attributes());
    request.attributes().forEach(attribute -> AttributeRules.requireName(attribute.name()));
    EcsCluster cluster = clusters.active(call, request.cluster());
    List<Attribute> deleted = new ArrayList<>();
    targets(call, cluster, request.attributes())
        .forEach(
            (target, attributes) -> {
              Map<String, String> custom = NodeAttributes.custom(target.node());
              Nodes.Change change = new Nodes.Change();
              for (Attribute attribute : attributes) {
                String value = custom.get(attribute.name());
                // With a value, only the attribute that has it is meant.
                if (value != null
                    && (attribute.value() == null || attribute.value().equals(value))) {
                  change.label(Labels.ATTRIBUTE + attribute.name(), null);
                  deleted.add(view(call, cluster, target, attribute.name(), value));
                }
              }
              instances.nodes().patch(target.node(), change);
            });
    return new DeleteAttributesResponse(deleted);
  }

  private ListAttributesResponse list(ListAttributesRequest request, Call call) {
    PageRequest paging =
        PageRequest.of(call, request.maxResults(), request.nextToken(), MOST_LISTED, MOST_LISTED);
    EcsCluster cluster = clusters.existingResource(call, request.cluster());
    Page<Attribute> page =
        paging.of(
            instances.in(call, cluster).stream()
                .flatMap(instance -> matching(request, call, cluster, instance))
                .toList(),
            attribute -> attribute.targetId() + "\n" + attribute.name());
    return new ListAttributesResponse(page.items(), page.nextToken());
  }

  private static Stream<Attribute> matching(
      ListAttributesRequest request, Call call, EcsCluster cluster, ContainerInstance instance) {
    return instance.instance().attributes().entrySet().stream()
        .filter(
            attribute ->
                isOrAny(request.attributeName(), attribute.getKey())
                    && isOrAny(request.attributeValue(), attribute.getValue()))
        .map(attribute -> view(call, cluster, instance, attribute.getKey(), attribute.getValue()));
  }

  private static boolean isOrAny(String asked, String actual) {
    return asked == null || asked.isEmpty() || asked.equals(actual);
  }

  private Map<ContainerInstance, List<Attribute>> targets(
      Call call, EcsCluster cluster, List<Attribute> attributes) {
    Map<String, List<Attribute>> byId = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      if (attribute.targetId() == null || attribute.targetId().isEmpty()) {
        throw invalidParameter("targetId is required: attribute %s has none.", attribute.name());
      }
      byId.computeIfAbsent(
              ContainerInstances.id(call, cluster, attribute.targetId()),
              ignored -> new ArrayList<>())
          .add(attribute);
    }
    Map<ContainerInstance, List<Attribute>> byTarget = new LinkedHashMap<>();
    byId.forEach(
        (id, ofTarget) ->
            byTarget.put(
                instances
                    .find(call, cluster, id)
                    .filter(instance -> instance.status().isPresent())
                    .orElseThrow(() -> notFound(id)),
                ofTarget));
    return byTarget;
  }

  private static AwsException notFound(String id) {
    return new AwsException(
        "TargetNotFoundException",
        "The specified target wasn't found: there is no container instance %s.".formatted(id));
  }

  private static void requireFew(List<Attribute> attributes) {
    if (attributes.isEmpty() || attributes.size() > MOST) {
      throw invalidParameter("attributes must have between 1 and %d items.", MOST);
    }
  }

  private static void requireRoom(ContainerInstance target, List<Attribute> attributes) {
    Set<String> names = new HashSet<>(NodeAttributes.custom(target.node()).keySet());
    attributes.forEach(attribute -> names.add(attribute.name()));
    if (names.size() > MOST) {
      throw new AwsException(
          "AttributeLimitExceededException",
          "A container instance can have at most %d custom attributes.".formatted(MOST));
    }
  }

  private static Attribute view(
      Call call, EcsCluster cluster, ContainerInstance target, String name, String value) {
    return Attribute.builder()
        .name(name)
        .value(value == null || value.isEmpty() ? null : value)
        .targetId(call.account().containerInstanceArn(ClusterFacts.name(cluster), target.id()))
        .build();
  }
}
