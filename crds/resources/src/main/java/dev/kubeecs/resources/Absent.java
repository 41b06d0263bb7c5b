package dev.kubeecs.resources;

import java.util.List;
import java.util.Map;

/** Reads members that may be absent, which are null in our records. */
public final class Absent {

  private Absent() {}

  /** The value, or what stands for it where it is absent. */
  public static <T> T or(T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /** The list, an empty one for an absent one. */
  public static <T> List<T> asEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }

  /** The map, an empty one for an absent one. */
  public static <K, V> Map<K, V> asEmpty(Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
