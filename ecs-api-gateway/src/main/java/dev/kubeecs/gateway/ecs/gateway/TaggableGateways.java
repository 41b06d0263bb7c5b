package dev.kubeecs.gateway.ecs.gateway;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.gateway.Gateways;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of gateways. */
@Singleton
final class TaggableGateways extends TagsInSpec<EcsGateway> {

  private final KnownGateways gateways;

  TaggableGateways(KnownGateways gateways) {
    super("gateway", gateways.store());
    this.gateways = gateways;
  }

  @Override
  protected Optional<EcsGateway> find(Call call, Arn arn) {
    return arn.path().size() == 1 ? gateways.find(call, arn.name()) : Optional.empty();
  }

  @Override
  protected boolean isActive(EcsGateway gateway) {
    return true;
  }

  @Override
  protected List<Tag> own(EcsGateway gateway) {
    return asEmpty(Gateways.spec(gateway).tags());
  }

  @Override
  protected void set(EcsGateway copy, List<Tag> tags) {
    copy.setSpec(Gateways.spec(copy).withTags(tags));
  }
}
