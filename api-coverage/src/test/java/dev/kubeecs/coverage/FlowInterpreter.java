package dev.kubeecs.coverage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Follows values from the instruction that made them to those that use them. */
final class FlowInterpreter extends SourceInterpreter {

  /** Classes whose static methods give back what they are given, or what stands for it. */
  private static final Set<String> TRANSPARENT =
      Set.of("dev/kubeecs/resources/Absent", "dev/kubeecs/model/Immutable");

  /**
   * A value that an instruction uses.
   *
   * @param argument its index, where a call's receiver is 0 and its first argument is 1
   * @param sources what may have made the value
   */
  record Use(AbstractInsnNode user, int argument, Set<AbstractInsnNode> sources) {}

  private final Set<Use> uses = new HashSet<>();

  FlowInterpreter() {
    super(Opcodes.ASM9);
  }

  Set<Use> uses() {
    return uses;
  }

  @Override
  public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
    return value;
  }

  @Override
  public SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
    if (instruction.getOpcode() == Opcodes.CHECKCAST) {
      return value;
    }
    use(instruction, 0, value);
    return super.unaryOperation(instruction, value);
  }

  @Override
  public SourceValue binaryOperation(
      AbstractInsnNode instruction, SourceValue first, SourceValue second) {
    use(instruction, 0, first);
    use(instruction, 1, second);
    return super.binaryOperation(instruction, first, second);
  }

  @Override
  public SourceValue ternaryOperation(
      AbstractInsnNode instruction, SourceValue first, SourceValue second, SourceValue third) {
    use(instruction, 2, third);
    return super.ternaryOperation(instruction, first, second, third);
  }

  @Override
  public SourceValue naryOperation(
      AbstractInsnNode instruction, List<? extends SourceValue> values) {
    if (instruction instanceof MethodInsnNode call && TRANSPARENT.contains(call.owner)) {
      Set<AbstractInsnNode> sources = new HashSet<>();
      values.forEach(value -> sources.addAll(value.insns));
      return new SourceValue(1, sources);
    }
    int receiver = instruction.getOpcode() == Opcodes.INVOKESTATIC ? 1 : 0;
    for (int i = 0; i < values.size(); i++) {
      use(instruction, i + receiver, values.get(i));
    }
    return super.naryOperation(instruction, values);
  }

  @Override
  public void returnOperation(
      AbstractInsnNode instruction, SourceValue value, SourceValue expected) {
    use(instruction, 0, value);
  }

  private void use(AbstractInsnNode instruction, int argument, SourceValue value) {
    uses.add(new Use(instruction, argument, value.insns));
  }
}
