package dev.kubeecs.gateway.ecs.tag;

import static dev.kubeecs.gateway.ecs.EcsErrors.invalidParameter;
import static dev.kubeecs.resources.Absent.asEmpty;

import dev.kubeecs.api.ecs.Tag;
import dev.kubeecs.gateway.protocol.AwsException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What ECS demands of tags beyond the model: lengths and characters have been checked before. */
public final class TagRules {

  /** Most tags of a resource, without those that begin with {@code aws:}. */
  static final int MOST = 50;

  private TagRules() {}

  /**
   * Refuses tags that ECS would not take.
   *
   * @param tags may be null
   */
  public static void check(List<Tag> tags) {
    Set<String> keys = new HashSet<>();
    for (Tag tag : asEmpty(tags)) {
      requireUsable(tag.key());
      if (!keys.add(tag.key())) {
        throw invalidParameter("Duplicate tag key: %s. Specify each key once.", tag.key());
      }
    }
    if (keys.size() > MOST) {
      throw invalidParameter("A resource can have at most %d tags.", MOST);
    }
  }

  /**
   * The tags of a resource after TagResource.
   *
   * @throws AwsException {@code LimitExceededException} if they are too many
   */
  static List<Tag> merge(List<Tag> tags, List<Tag> added) {
    Map<String, Tag> merged = new LinkedHashMap<>();
    tags.forEach(tag -> merged.put(tag.key(), tag));
    added.forEach(tag -> merged.put(tag.key(), tag));
    if (merged.size() > MOST) {
      throw new AwsException(
          "LimitExceededException", "A resource can have at most %d tags.".formatted(MOST));
    }
    return List.copyOf(merged.values());
  }

  /** Refuses the key of a tag that is AWS's own. */
  static void requireUsable(String key) {
    if (key == null || key.isEmpty()) {
      throw invalidParameter("Tag key must not be null or empty.");
    }
    if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
      throw invalidParameter(
          "aws: prefixed tag key names are not allowed for external use: %s", key);
    }
  }
}
