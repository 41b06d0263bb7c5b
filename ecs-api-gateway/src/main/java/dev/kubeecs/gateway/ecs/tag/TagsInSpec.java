package dev.kubeecs.gateway.ecs.tag;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.resources.naming.Arn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Tags that stand in the spec of a resource. */
public abstract class TagsInSpec<T extends HasMetadata> implements Taggable {

  private final String type;
  private final Store<T> store;

  /**
   * Tags of one kind.
   *
   * @param type as ARNs tell it
   */
  protected TagsInSpec(String type, Store<T> store) {
    this.type = type;
    this.store = store;
  }

  /** The resource of an ARN of this type. */
  protected abstract Optional<T> find(Call call, Arn arn);

  /** Whether the resource may be tagged: it is not over with it. */
  protected abstract boolean isActive(T resource);

  /** The tags that it has of its own. */
  protected abstract List<Tag> own(T resource);

  /** Gives a copy of the resource other tags of its own. */
  protected abstract void set(T copy, List<Tag> tags);

  /** The tags that are told of it. */
  protected List<Tag> told(T resource) {
    return own(resource);
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Optional<List<Tag>> tags(Call call, Arn arn) {
    return find(call, arn).map(this::told);
  }

  @Override
  public final boolean isActive(Call call, Arn arn) {
    return find(call, arn).filter(this::isActive).isPresent();
  }

  @Override
  public final void change(Call call, Arn arn, UnaryOperator<List<Tag>> change) {
    find(call, arn)
        .ifPresent(
            found ->
                store.edit(
                    call.namespace(),
                    found.getMetadata().getName(),
                    current -> {
                      set(current, change.apply(own(current)));
                      return current;
                    }));
  }
}
