package dev.kubeecs.gateway.ecs.tag;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.resources.naming.Arn;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Resources of one type, which have tags. */
public interface Taggable {

  /** The type as ARNs tell it, such as {@code cluster}. */
  String type();

  /** The type as messages tell it, such as {@code task definition}. */
  default String words() {
    return type().replace('-', ' ');
  }

  /** The tags of a resource; empty if there is none of that ARN. */
  Optional<List<Tag>> tags(Call call, Arn arn);

  /** Whether the resource, which exists, may be tagged: it is not over with it. */
  boolean isActive(Call call, Arn arn);

  /**
   * Changes the tags of a resource.
   *
   * @param change of the tags that it has of its own
   */
  void change(Call call, Arn arn, UnaryOperator<List<Tag>> change);
}
