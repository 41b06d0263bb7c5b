package dev.kubeecs.coverage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the functions {@code List<String> fields(Spec)} of the classes {@code Unsupported…} refuse,
 * found by asking them about specs with one member set.
 */
final class Probes {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Set<Place> refused = new HashSet<>();
  private final Set<Place> accepted = new HashSet<>();
  private final Map<Place, Set<String>> refusedValues = new HashMap<>();

  /** Probes what the functions refuse. */
  static Probes of(List<Method> functions) {
    Probes probes = new Probes();
    functions.forEach(probes::probe);
    return probes;
  }

  /** Whether the member is refused whatever its value, wherever it stands. */
  boolean refuses(Place place) {
    return refused.contains(place) && !accepted.contains(place);
  }

  /** The values of an enumeration that are refused where others are accepted. */
  Set<String> refusedValues(Place place) {
    return refuses(place) ? Set.of() : refusedValues.getOrDefault(place, Set.of());
  }

  private void probe(Method function) {
    Class<?> spec = function.getParameterTypes()[0];
    new Probe(function, contexts(spec)).walk(spec, new Step(null, null), Set.of());
  }

  /** An empty spec, and one for every value of its enumerations. */
  private static List<ObjectNode> contexts(Class<?> spec) {
    List<ObjectNode> contexts = new ArrayList<>();
    contexts.add(JsonNodeFactory.instance.objectNode());
    for (RecordComponent component : spec.getRecordComponents()) {
      if (component.getType().isEnum()) {
        Samples.of(component.getType())
            .forEach(
                value ->
                    contexts.add(
                        JsonNodeFactory.instance.objectNode().set(component.getName(), value)));
      }
    }
    return contexts;
  }

  /** The way from a spec to one of its members. */
  private record Step(Step before, RecordComponent component) {

    String path() {
      return before == null
          ? ""
          : (before.before == null ? "" : before.path() + ".") + component.getName();
    }

    Place place() {
      return new Place(
          component.getDeclaringRecord().getName().replace('.', '/'), component.getName());
    }

    /** The spec with that value at the end of the way. */
    ObjectNode spec(ObjectNode context, ObjectNode structure) {
      if (before == null || before.before == null) {
        return context.deepCopy().setAll(structure);
      }
      ObjectNode outer = JsonNodeFactory.instance.objectNode();
      outer.set(
          before.component.getName(), Samples.wrap(before.component.getGenericType(), structure));
      return before.spec(context, outer);
    }
  }

  private final class Probe {

    private final Method function;
    private final List<ObjectNode> contexts;

    Probe(Method function, List<ObjectNode> contexts) {
      this.function = function;
      this.contexts = contexts;
    }

    void walk(Class<?> record, Step way, Set<Class<?>> outer) {
      for (RecordComponent component : record.getRecordComponents()) {
        Step step = new Step(way, component);
        Type type = component.getGenericType();
        Set<String> values = new TreeSet<>();
        boolean anyAccepted = false;
        for (JsonNode value : Samples.of(type)) {
          boolean accepts = accepts(step, value);
          anyAccepted |= accepts;
          if (!accepts && component.getType().isEnum()) {
            values.add(value.textValue());
          }
        }
        (anyAccepted ? accepted : refused).add(step.place());
        refusedValues.computeIfAbsent(step.place(), ignored -> new TreeSet<>()).addAll(values);
        Class<?> inner = Samples.record(type);
        if (anyAccepted && inner != null && !outer.contains(inner)) {
          Set<Class<?>> within = new HashSet<>(outer);
          within.add(inner);
          walk(inner, step, within);
        }
      }
    }

    /** Whether there is a spec with that value in which it is not refused. */
    private boolean accepts(Step step, JsonNode value) {
      RecordComponent component = step.component();
      ObjectNode alone = JsonNodeFactory.instance.objectNode();
      alone.set(component.getName(), value);
      for (ObjectNode context : contexts) {
        if (accepts(step, step.spec(context, alone))) {
          return true;
        }
        for (int i = 0; i < Samples.VARIANTS && step.before().before() != null; i++) {
          ObjectNode filled = Samples.quiet(component.getDeclaringRecord(), i);
          filled.set(component.getName(), value);
          if (accepts(step, step.spec(context, filled))) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean accepts(Step step, ObjectNode spec) {
      String path = step.path();
      return fields(spec).stream()
          .map(field -> field.replaceFirst(" \\(.*", "")) // what to do instead
          .map(field -> field.replaceAll("\\[\\d+]", ""))
          // What is asked may be the overrides of a task, or the task.
          .flatMap(field -> Stream.of(field, field.replaceFirst("^overrides\\.", "")))
          .noneMatch(field -> path.equals(field) || path.startsWith(field + "."));
    }

    @SuppressWarnings("unchecked")
    private List<String> fields(ObjectNode spec) {
      try {
        return (List<String>)
            function.invoke(null, MAPPER.treeToValue(spec, function.getParameterTypes()[0]));
      } catch (Exception e) {
        throw new IllegalStateException(function + " of " + spec, e);
      }
    }
  }
}
