package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.elbv2.AddTagsInput;
import dev.kubeecs.api.elbv2.AddTagsOutput;
import dev.kubeecs.api.elbv2.DescribeTagsInput;
import dev.kubeecs.api.elbv2.DescribeTagsOutput;
import dev.kubeecs.api.elbv2.RemoveTagsInput;
import dev.kubeecs.api.elbv2.RemoveTagsOutput;
import dev.kubeecs.api.elbv2.Tag;
import dev.kubeecs.api.elbv2.TagDescription;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.resources.loadbalancing.ElbArn;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Tags of all that the load balancing API knows. */
@Singleton
public final class ElbTagOperations implements Handlers {

  private static final int MOST_TAGS = 50;

  private final Balancing balancing;

  ElbTagOperations(Balancing balancing) {
    this.balancing = balancing;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(AddTagsInput.class, this::add)
        .on(RemoveTagsInput.class, this::remove)
        .on(DescribeTagsInput.class, this::describe);
  }

  private AddTagsOutput add(AddTagsInput request, Call call) {
    for (String arn : request.resourceArns()) {
      change(
          call,
          arn,
          tags -> {
            List<Tag> changed = new ArrayList<>(tags);
            for (Tag tag : request.tags()) {
              changed.removeIf(present -> present.key().equals(tag.key()));
              changed.add(tag);
            }
            if (changed.size() > MOST_TAGS) {
              throw new AwsException("TooManyTags", "You can have at most 50 tags.");
            }
            return changed;
          });
    }
    return new AddTagsOutput();
  }

  private RemoveTagsOutput remove(RemoveTagsInput request, Call call) {
    for (String arn : request.resourceArns()) {
      change(
          call,
          arn,
          tags -> tags.stream().filter(tag -> !request.tagKeys().contains(tag.key())).toList());
    }
    return new RemoveTagsOutput();
  }

  private DescribeTagsOutput describe(DescribeTagsInput request, Call call) {
    List<TagDescription> descriptions = new ArrayList<>();
    for (String arn : request.resourceArns()) {
      descriptions.add(
          TagDescription.builder()
              .resourceArn(arn)
              .tags(change(call, arn, UnaryOperator.identity()))
              .build());
    }
    return new DescribeTagsOutput(descriptions);
  }

  /** Changes the tags of what an ARN names, and returns them. */
  private List<Tag> change(Call call, String arn, UnaryOperator<List<Tag>> change) {
    String type = ElbArn.parse(arn).map(ElbArn::type).orElse("");
    return switch (type) {
      case "loadbalancer" ->
          change(
              balancing.loadBalancers(),
              balancing.requireLoadBalancer(call, arn),
              resource -> asEmpty(LoadBalancers.spec(resource).tags()),
              (resource, tags) -> resource.setSpec(LoadBalancers.spec(resource).withTags(tags)),
              change);
      case "targetgroup" ->
          change(
              balancing.targetGroups(),
              balancing.requireTargetGroup(call, arn),
              resource -> asEmpty(LoadBalancers.spec(resource).tags()),
              (resource, tags) -> resource.setSpec(LoadBalancers.spec(resource).withTags(tags)),
              change);
      case "listener" ->
          change(
              balancing.listeners(),
              balancing.requireListener(call, arn),
              resource -> asEmpty(resource.getSpec().tags()),
              (resource, tags) -> resource.setSpec(resource.getSpec().withTags(tags)),
              change);
      case "listener-rule" ->
          change(
              balancing.rules(),
              balancing.requireRule(call, arn),
              resource -> asEmpty(resource.getSpec().tags()),
              (resource, tags) -> resource.setSpec(resource.getSpec().withTags(tags)),
              change);
      default -> throw ElbErrors.invalid("'%s' is not a valid ARN", arn);
    };
  }

  private static <T extends HasMetadata> List<Tag> change(
      Store<T> store,
      T resource,
      Function<T, List<Tag>> tags,
      BiConsumer<T, List<Tag>> write,
      UnaryOperator<List<Tag>> change) {
    List<Tag> before = tags.apply(resource);
    if (change.apply(before).equals(before)) {
      return before;
    }
    return store
        .edit(
            resource.getMetadata().getNamespace(),
            resource.getMetadata().getName(),
            copy -> {
              write.accept(copy, change.apply(tags.apply(copy)));
              return copy;
            })
        .map(tags)
        .orElse(List.of());
  }
}
