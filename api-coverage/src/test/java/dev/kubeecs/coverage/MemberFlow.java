package dev.kubeecs.coverage;

import dev.kubeecs.coverage.FlowInterpreter.Use;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Where the members of records go in the code. A member that is given straight to another record is
 * copied; one that is used in any other way is read. ADR 20 says what this can and cannot see.
 */
final class MemberFlow {

  private static final String REGISTRATION = "dev/kubeecs/gateway/protocol/Operations$Registration";

  private final Records records;
  private final Set<String> handled = new TreeSet<>();
  private final Map<Place, Set<Place>> copies = new HashMap<>();
  private final Set<Place> read = new HashSet<>();
  private final Set<Place> written = new HashSet<>();

  private MemberFlow(Records records) {
    this.records = records;
  }

  /**
   * Follows the members.
   *
   * @param code the classes whose methods are looked into
   * @param records all records that they may use
   */
  static MemberFlow of(Collection<ClassNode> code, Records records) {
    MemberFlow flow = new MemberFlow(records);
    code.stream().filter(node -> !isGenerated(node)).forEach(flow::follow);
    return flow;
  }

  /** Names of the request records that a handler is registered for. */
  Set<String> handled() {
    return handled;
  }

  /** Where the member is copied to at once. */
  Set<Place> copies(Place place) {
    return copies.getOrDefault(place, Set.of());
  }

  /** The member, and wherever it is copied to over any number of steps. */
  Set<Place> reached(Place place) {
    Set<Place> reached = new HashSet<>();
    add(place, reached);
    return reached;
  }

  /** Whether any code uses the member otherwise than to copy it. */
  boolean isRead(Place place) {
    return read.contains(place);
  }

  /** Whether any code gives the member a value other than null. */
  boolean isWritten(Place place) {
    return written.contains(place);
  }

  private void add(Place place, Set<Place> reached) {
    if (reached.add(place)) {
      copies(place).forEach(next -> add(next, reached));
    }
  }

  private static boolean isGenerated(ClassNode node) {
    return node.name.endsWith("Builder") || node.name.contains("Builder$");
  }

  private void follow(ClassNode node) {
    boolean refuses = node.name.matches(".*[/$]Unsupported\\w*");
    for (MethodNode method : node.methods) {
      boolean accessor = records.read(node.name, method.name, method.desc).isPresent();
      boolean constructor = node.recordComponents != null && method.name.equals("<init>");
      if (!refuses && !accessor && !constructor) {
        follow(node, method);
      }
    }
  }

  private void follow(ClassNode node, MethodNode method) {
    FlowInterpreter interpreter = new FlowInterpreter();
    try {
      new Analyzer<>(interpreter).analyze(node.name, method);
    } catch (AnalyzerException e) {
      throw new IllegalStateException(node.name + "." + method.name + " cannot be followed", e);
    }
    interpreter.uses().forEach(this::use);
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof InvokeDynamicInsnNode dynamic
          && !dynamic.bsm.getOwner().equals("java/lang/runtime/ObjectMethods")) {
        Arrays.stream(dynamic.bsmArgs)
            .filter(Handle.class::isInstance)
            .map(Handle.class::cast)
            .forEach(this::reference);
      }
    }
  }

  private void use(Use use) {
    Optional<Place> target =
        use.user() instanceof MethodInsnNode call
            ? records.written(call.owner, call.name, call.desc, use.argument())
            : Optional.empty();
    target.filter(place -> !isNull(use.sources())).ifPresent(written::add);
    for (AbstractInsnNode source : use.sources()) {
      readBy(source)
          .ifPresent(
              place ->
                  target.ifPresentOrElse(
                      to -> copies.computeIfAbsent(place, ignored -> new HashSet<>()).add(to),
                      () -> read.add(place)));
      if (isRegistration(use.user()) && source instanceof LdcInsnNode constant) {
        handled.add(((Type) constant.cst).getInternalName());
      }
    }
  }

  /** A method reference, such as {@code Task::group}. */
  private void reference(Handle handle) {
    records.read(handle.getOwner(), handle.getName(), handle.getDesc()).ifPresent(read::add);
    for (int i = 1; i <= Type.getArgumentCount(handle.getDesc()); i++) {
      records
          .written(handle.getOwner(), handle.getName(), handle.getDesc(), i)
          .ifPresent(written::add);
    }
  }

  private Optional<Place> readBy(AbstractInsnNode source) {
    return switch (source) {
      case MethodInsnNode call -> records.read(call.owner, call.name, call.desc);
      case FieldInsnNode field when field.getOpcode() == Opcodes.GETFIELD ->
          records.read(field.owner, field.name, field.desc);
      default -> Optional.empty();
    };
  }

  /** Parameters and what loops bring have no source that we know, and may be anything. */
  private static boolean isNull(Set<AbstractInsnNode> sources) {
    return !sources.isEmpty()
        && sources.stream().allMatch(source -> source.getOpcode() == Opcodes.ACONST_NULL);
  }

  private static boolean isRegistration(AbstractInsnNode user) {
    return user instanceof MethodInsnNode call
        && call.owner.equals(REGISTRATION)
        && call.name.equals("on");
  }
}
