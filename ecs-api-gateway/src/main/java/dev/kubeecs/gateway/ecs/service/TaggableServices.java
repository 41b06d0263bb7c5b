package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.Taggable;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.service.EcsService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tags of services. */
@Singleton
final class TaggableServices implements Taggable {

  private final Services services;

  TaggableServices(Services services) {
    this.services = services;
  }

  @Override
  public String type() {
    return "service";
  }

  @Override
  public String words() {
    return "service";
  }

  @Override
  public Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(service -> asEmpty(service.getSpec().tags()));
  }

  @Override
  public boolean isActive(Call call, Arn arn) {
    return find(call, arn).filter(ServiceFacts::isActive).isPresent();
  }

  @Override
  public void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            found ->
                services
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

  private Optional<EcsService> find(Call call, Arn arn) {
    return arn.path().size() == 2
        ? services.find(call, arn.path().getFirst(), arn.name())
        : Optional.empty();
  }
}
