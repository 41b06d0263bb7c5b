package dev.kubeecs.gateway.protocol.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Members of the model that we know and cannot honour yet, and why. A request that carries one is
 * refused, never silently curtailed.
 */
public final class RefusedMembers {

  /** None. */
  public static final RefusedMembers NONE = new RefusedMembers(Map.of());

  private final Map<String, String> reasons;

  private RefusedMembers(Map<String, String> reasons) {
    this.reasons = Map.copyOf(reasons);
  }

  /**
   * Reads {@code refused-members.properties} of a service.
   *
   * @throws IllegalArgumentException if an entry names nothing in the model
   */
  public static RefusedMembers load(String service, ApiModel model) {
    String file = "/dev/kubeecs/gateway/" + service + "/refused-members.properties";
    Properties entries = new Properties();
    try (InputStream content = RefusedMembers.class.getResourceAsStream(file)) {
      if (content == null) {
        throw new IllegalArgumentException("there is no " + file);
      }
      entries.load(content);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return of(entries, model);
  }

  /**
   * Resolves entries such as {@code CreateService.loadBalancers} (a member of an operation's
   * input), {@code ContainerDefinition.links} (of a structure, wherever it stands) and {@code
   * LaunchType.EXTERNAL} (a value of an enumeration).
   */
  static RefusedMembers of(Properties entries, ApiModel model) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String entry : entries.stringPropertyNames()) {
      int dot = entry.lastIndexOf('.');
      String owner = entry.substring(0, Math.max(dot, 0));
      String shape = model.operation(owner).map(Operation::input).orElse(owner);
      String member = entry.substring(dot + 1);
      if (!has(model.shapes().get(shape), member)) {
        throw new IllegalArgumentException("the model has no " + entry + " to refuse");
      }
      reasons.put(shape + "." + member, entries.getProperty(entry));
    }
    return new RefusedMembers(reasons);
  }

  private static boolean has(Shape shape, String member) {
    return switch (shape) {
      case Shape.Structure structure -> structure.members().containsKey(member);
      case Shape.Enumeration enumeration -> enumeration.values().contains(member);
      case null, default -> false;
    };
  }

  /** Why that member of a structure, or that value of an enumeration, is refused. */
  Optional<String> reason(String shape, String member) {
    return Optional.ofNullable(reasons.get(shape + "." + member));
  }

  /** Whether a value is more than the absence of one: not null, false or empty. */
  static boolean asksForSomething(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> false;
      case BOOLEAN -> value.booleanValue();
      case ARRAY, OBJECT -> !value.isEmpty();
      case STRING -> !value.textValue().isEmpty();
      case NUMBER, BINARY, POJO -> true;
    };
  }
}
