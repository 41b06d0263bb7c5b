package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.daemon.Daemons;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.naming.Arn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of daemons. */
@Singleton
final class TaggableDaemons extends TagsInSpec<EcsDaemon> {

  private final KnownDaemons daemons;

  TaggableDaemons(KnownDaemons daemons) {
    super("daemon", daemons.store());
    this.daemons = daemons;
  }

  @Override
  protected Optional<EcsDaemon> find(Call call, Arn arn) {
    return arn.path().size() == 2
        ? daemons.find(call, arn.path().getFirst(), arn.name())
        : Optional.empty();
  }

  @Override
  protected boolean isActive(EcsDaemon daemon) {
    return Daemons.isActive(daemon);
  }

  @Override
  protected List<Tag> own(EcsDaemon daemon) {
    return asEmpty(daemon.getSpec().tags());
  }

  @Override
  protected void set(EcsDaemon copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }
}
