package dev.kubeecs.gateway.ecs.service;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.service.EcsService;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of services. */
@Singleton
final class TaggableServices extends TagsInSpec<EcsService> {

  private final Services services;

  TaggableServices(Services services) {
    super("service", services.store());
    this.services = services;
  }

  @Override
  protected Optional<EcsService> find(Call call, Arn arn) {
    return arn.path().size() == 2
        ? services.find(call, arn.path().getFirst(), arn.name())
        : Optional.empty();
  }

  @Override
  protected boolean isActive(EcsService service) {
    return ServiceFacts.isActive(service);
  }

  @Override
  protected List<Tag> own(EcsService service) {
    return asEmpty(service.getSpec().tags());
  }

  @Override
  protected void set(EcsService copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }
}
