package dev.kubeecs.coverage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * The records of the code, and what their generated methods mean.
 *
 * @param components names by the record's internal name
 */
record Records(Map<String, List<String>> components) {

  private static final String BUILDER = "Builder";

  static Records of(Collection<ClassNode> classes) {
    Map<String, List<String>> components = new HashMap<>();
    for (ClassNode node : classes) {
      if (node.recordComponents != null) {
        components.put(
            node.name, node.recordComponents.stream().map(component -> component.name).toList());
      }
    }
    return new Records(Map.copyOf(components));
  }

  /** The component that a method or field of a record reads. */
  Optional<Place> read(String owner, String name, String descriptor) {
    boolean readsAll = descriptor.charAt(0) != '(' || Type.getArgumentCount(descriptor) == 0;
    return readsAll && has(owner, name) ? Optional.of(new Place(owner, name)) : Optional.empty();
  }

  /** The component that the argument of a call becomes; the receiver is argument 0. */
  Optional<Place> written(String owner, String name, String descriptor, int argument) {
    if (name.equals("<init>")) {
      List<String> all = components.getOrDefault(owner, List.of());
      return argument > 0 && all.size() == Type.getArgumentCount(descriptor)
          ? Optional.of(new Place(owner, all.get(argument - 1)))
          : Optional.empty();
    }
    if (argument != 1 || Type.getArgumentCount(descriptor) != 1) {
      return Optional.empty();
    }
    String record = built(owner);
    String member = name;
    if (name.startsWith("with") && name.length() > 4) {
      member = Character.toLowerCase(name.charAt(4)) + name.substring(5);
    } else if (record.equals(owner)) {
      return Optional.empty();
    }
    return has(record, member) ? Optional.of(new Place(record, member)) : Optional.empty();
  }

  /**
   * The record that a builder, or its interface of withers, belongs to; otherwise the type itself.
   */
  private static String built(String owner) {
    String outer = owner.endsWith("$With") ? owner.substring(0, owner.length() - 5) : owner;
    if (!outer.endsWith(BUILDER)) {
      return owner;
    }
    String record = outer.substring(0, outer.length() - BUILDER.length());
    return record.endsWith("$") ? record.substring(0, record.length() - 1) : record;
  }

  private boolean has(String record, String member) {
    return components.getOrDefault(record, List.of()).contains(member);
  }
}
