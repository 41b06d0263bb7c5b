package dev.kubeecs.gateway.ecs.capacityprovider;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.Taggable;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.capacity.CapacityProviders;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tags of capacity providers. */
@Singleton
final class TaggableCapacityProviders implements Taggable {

  private final KnownCapacityProviders providers;

  TaggableCapacityProviders(KnownCapacityProviders providers) {
    this.providers = providers;
  }

  @Override
  public String type() {
    return "capacity-provider";
  }

  @Override
  public String words() {
    return "capacity provider";
  }

  @Override
  public Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(provider -> asEmpty(provider.getSpec().tags()));
  }

  @Override
  public boolean isActive(Call call, Arn arn) {
    return find(call, arn).filter(CapacityProviders::isActive).isPresent();
  }

  @Override
  public void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            found ->
                providers
                    .store()
                    .edit(
                        call.namespace(),
                        found.getMetadata().getName(),
                        current -> {
                          List<Tag> tags = asEmpty(current.getSpec().tags());
                          current.setSpec(current.getSpec().withTags(change.apply(tags)));
                          return current;
                        }));
  }

  private Optional<EcsCapacityProvider> find(Call call, Arn arn) {
    return arn.path().size() == 1 ? providers.find(call, arn.name()) : Optional.empty();
  }
}
