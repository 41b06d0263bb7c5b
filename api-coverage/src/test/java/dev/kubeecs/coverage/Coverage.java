package dev.kubeecs.coverage;

import dev.kubeecs.model.ApiModel;
import dev.kubeecs.model.Member;
import dev.kubeecs.model.Operation;
import dev.kubeecs.model.Shape;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What becomes of every member of the API, by the code. */
final class Coverage {

  /** Tells a container what its definition says: whoever reads to repeat honours nothing. */
  private static final String TELLS_TASKS = "dev/kubeecs/gateway/taskendpoint/MetadataView";

  private final ApiModel model;
  private final MemberFlow flow;
  private final Probes probes;
  private final Reasons refused;

  /** Structures that requests which somebody handles can carry, refused members left out. */
  private final Set<String> taken = new TreeSet<>();

  /** Structures that answers of handled operations can carry. */
  private final Set<String> told = new TreeSet<>();

  private Coverage(ApiModel model, MemberFlow flow, Probes probes, Reasons refused) {
    this.model = model;
    this.flow = flow;
    this.probes = probes;
    this.refused = refused;
    for (Operation operation : model.operations().values()) {
      if (isBuilt(operation)) {
        reach(operation.input(), taken, (shape, member) -> !isRefused(shape, member));
        reach(operation.output(), told, (shape, member) -> true);
      }
    }
  }

  /** The coverage of the ECS API by the classes of this checkout. */
  static Coverage ofTheCode() {
    ApiModel model = ApiModel.load("ecs");
    List<ClassNode> code =
        Stream.of(
                "dev/kubeecs/resources/Absent",
                "dev/kubeecs/gateway/Gateway",
                "dev/kubeecs/operator/package-info")
            .flatMap(anchor -> ClassFiles.around(anchor).stream())
            .filter(node -> !node.name.startsWith(TELLS_TASKS))
            .toList();
    List<ClassNode> all = new ArrayList<>(code);
    all.addAll(ClassFiles.around("dev/kubeecs/api/ecs/Task"));
    return new Coverage(
        model,
        MemberFlow.of(code, Records.of(all)),
        Probes.of(unsupported(code)),
        Reasons.load("/dev/kubeecs/gateway/ecs/refused-members.properties", model));
  }

  ApiModel model() {
    return model;
  }

  boolean isBuilt(Operation operation) {
    return flow.handled().contains(Place.ofApi(operation.input(), "").type());
  }

  /** What becomes of a member of a request, or of a structure in requests. */
  Fate ofInput(String shape, Member member) {
    if (!taken.contains(shape)) {
      return Fate.NOT_BUILT;
    }
    if (isRefused(shape, member)) {
      return Fate.REFUSED;
    }
    Set<Place> reached = flow.reached(Place.ofApi(shape, member.name()));
    // Where some values are refused, the others are what kube-ecs does anyway.
    if (reached.stream().anyMatch(flow::isRead) || !refusedValues(shape, member).isEmpty()) {
      return Fate.HONOURED;
    }
    boolean answered =
        reached.stream().anyMatch(place -> place.isOfApi() && told.contains(place.simpleType()));
    return answered && reached.size() > 1 ? Fate.KEPT : Fate.WITHOUT_EFFECT;
  }

  /** What becomes of a member of an answer, or of a structure in answers. */
  Fate ofOutput(String shape, Member member) {
    if (!told.contains(shape)) {
      return Fate.NOT_BUILT;
    }
    boolean carried = taken.contains(shape) && !isRefused(shape, member);
    return carried || flow.isWritten(Place.ofApi(shape, member.name()))
        ? Fate.ANSWERED
        : Fate.ABSENT;
  }

  /** Why a member is refused, if somebody has said so. */
  Optional<String> whyRefused(String shape, Member member) {
    return Optional.ofNullable(refused.of(shape, member.name()));
  }

  /** The values of an enumeration that a member is refused with. */
  Set<String> refusedValues(String shape, Member member) {
    Set<String> values = new TreeSet<>();
    if (model.shape(member.shape()) instanceof Shape.Enumeration enumeration) {
      enumeration.values().stream()
          .filter(value -> refused.of(enumeration.name(), value) != null)
          .forEach(values::add);
    }
    values.addAll(probes.refusedValues(Place.ofApi(shape, member.name())));
    kept(shape, member).forEach(place -> values.addAll(probes.refusedValues(place)));
    return values;
  }

  /** All structures below requests and answers, in the order of their names. */
  Set<String> structures() {
    Set<String> structures = new TreeSet<>();
    Set<String> ends = new TreeSet<>();
    for (Operation operation : model.operations().values()) {
      reach(operation.input(), structures, (shape, member) -> true);
      reach(operation.output(), structures, (shape, member) -> true);
      ends.addAll(List.of(operation.input(), operation.output()));
    }
    structures.removeAll(ends);
    return structures;
  }

  boolean isTaken(String structure) {
    return taken.contains(structure);
  }

  boolean isTold(String structure) {
    return told.contains(structure);
  }

  private boolean isRefused(String shape, Member member) {
    List<Place> kept = kept(shape, member);
    return refused.of(shape, member.name()) != null
        || probes.refuses(Place.ofApi(shape, member.name()))
        || (!kept.isEmpty() && kept.stream().allMatch(probes::refuses));
  }

  /** The places in resources that a member of a request is kept in. */
  private List<Place> kept(String shape, Member member) {
    return flow.copies(Place.ofApi(shape, member.name())).stream()
        .filter(place -> !place.isOfApi())
        .toList();
  }

  private void reach(String shapeName, Set<String> reached, BiPredicate<String, Member> enter) {
    switch (model.shape(shapeName)) {
      case Shape.Structure structure when !structure.document() -> {
        if (reached.add(structure.name())) {
          structure.members().values().stream()
              .filter(member -> enter.test(structure.name(), member))
              .forEach(member -> reach(member.shape(), reached, enter));
        }
      }
      case Shape.Listing list -> reach(list.element(), reached, enter);
      case Shape.Mapping map -> reach(map.value(), reached, enter);
      default -> {}
    }
  }

  private static List<Method> unsupported(List<ClassNode> code) {
    List<Method> functions = new ArrayList<>();
    for (ClassNode node : code) {
      if (node.name.substring(node.name.lastIndexOf('/') + 1).startsWith("Unsupported")) {
        node.methods.stream().filter(Coverage::isFields).forEach(m -> functions.addAll(find(node)));
      }
    }
    return functions.stream().distinct().toList();
  }

  private static boolean isFields(MethodNode method) {
    return method.name.equals("fields") && (method.access & Opcodes.ACC_STATIC) != 0;
  }

  private static List<Method> find(ClassNode node) {
    try {
      return Stream.of(Class.forName(node.name.replace('/', '.')).getMethods())
          .filter(m -> m.getName().equals("fields") && m.getParameterCount() == 1)
          .filter(m -> m.getParameterTypes()[0].isRecord())
          .toList();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
