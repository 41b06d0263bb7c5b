package dev.kubeecs.coverage;

/**
 * A component of a record.
 *
 * @param type the record's internal name, such as {@code dev/kubeecs/api/ecs/Task}
 * @param member the component's name
 */
record Place(String type, String member) {

  private static final String API = "dev/kubeecs/api/ecs/";

  /** A member of a structure of the API. */
  static Place ofApi(String structure, String member) {
    return new Place(API + structure, member);
  }

  /** Whether it belongs to the API and not to a resource or a record of our own. */
  boolean isOfApi() {
    return type.startsWith(API);
  }

  /** The record without its package. */
  String simpleType() {
    return type.substring(type.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return simpleType() + "." + member;
  }
}
