package dev.kubeecs.gateway.ecs.daemon;

import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.ecs.tag.TagsInSpec;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.DaemonTaskDefinitions;
import dev.kubeecs.resources.naming.Arn;
import dev.kubeecs.resources.naming.TaskDefinitionReference;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The tags of daemon task definitions. */
@Singleton
final class TaggableDaemonTaskDefinitions extends TagsInSpec<DaemonTaskDefinition> {

  private final KnownDaemonTaskDefinitions definitions;

  TaggableDaemonTaskDefinitions(KnownDaemonTaskDefinitions definitions) {
    super("daemon-task-definition", definitions.store());
    this.definitions = definitions;
  }

  @Override
  protected Optional<DaemonTaskDefinition> find(Call call, Arn arn) {
    return TaskDefinitionReference.parse(arn.name())
        .filter(reference -> reference.revision().isPresent())
        .flatMap(reference -> definitions.find(call, reference));
  }

  @Override
  protected boolean isActive(DaemonTaskDefinition definition) {
    return DaemonTaskDefinitions.isActive(definition);
  }

  @Override
  protected List<Tag> own(DaemonTaskDefinition definition) {
    return asEmpty(definition.getSpec().tags());
  }

  @Override
  protected void set(DaemonTaskDefinition copy, List<Tag> tags) {
    copy.setSpec(copy.getSpec().withTags(tags));
  }
}
