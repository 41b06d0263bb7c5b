package dev.kubeecs.resources.taskdefinition;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPU and memory of a whole task as ECS lets one write them: {@code 256}, {@code .25 vCPU}; {@code
 * 512}, {@code 0.5 GB}.
 */
public final class TaskSize {

  private static final Pattern CPU =
      Pattern.compile("(\\d{1,9})|(\\d{0,4}(?:\\.\\d{1,4})?) ?vcpu", Pattern.CASE_INSENSITIVE);
  private static final Pattern MEMORY =
      Pattern.compile("(\\d{1,9})|(\\d{0,6}(?:\\.\\d{1,4})?) ?gb", Pattern.CASE_INSENSITIVE);
  private static final int UNITS_PER_VCPU = 1024;
  private static final int MIB_PER_GB = 1024;

  private TaskSize() {}

  /** CPU units (1024 are one vCPU); empty if the text is absent or in no form that ECS takes. */
  public static OptionalInt cpuUnits(String text) {
    return parse(CPU, text, UNITS_PER_VCPU);
  }

  /** MiB; empty if the text is absent or in no form that ECS takes. */
  public static OptionalInt memoryMiB(String text) {
    return parse(MEMORY, text, MIB_PER_GB);
  }

  private static OptionalInt parse(Pattern form, String text, int factor) {
    if (text == null) {
      return OptionalInt.empty();
    }
    Matcher matcher = form.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    if (matcher.group(1) != null) {
      return OptionalInt.of(Integer.parseInt(matcher.group(1)));
    }
    return matcher.group(2).isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.round(Double.parseDouble(matcher.group(2)) * factor));
  }
}
