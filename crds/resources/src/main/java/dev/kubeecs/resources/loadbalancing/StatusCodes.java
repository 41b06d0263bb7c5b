package dev.kubeecs.resources.loadbalancing;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** HTTP statuses as a matcher lists them: {@code 200}, {@code 200,202} or {@code 200-299}. */
public final class StatusCodes implements IntPredicate {

  private static final Pattern FORM = Pattern.compile("\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*");

  private final List<int[]> ranges;

  private StatusCodes(List<int[]> ranges) {
    this.ranges = ranges;
  }

  /** Whether a text is such a list. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static StatusCodes parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("no list of HTTP statuses: " + text);
    }
    return new StatusCodes(Arrays.stream(text.split(",")).map(StatusCodes::range).toList());
  }

  /** Whether all of them are from the first to the last. */
  public boolean areWithin(int first, int last) {
    return ranges.stream()
        .allMatch(range -> first <= range[0] && range[0] <= range[1] && range[1] <= last);
  }

  private static int[] range(String text) {
    String[] ends = text.split("-");
    return new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])};
  }

  @Override
  public boolean test(int status) {
    return ranges.stream().anyMatch(range -> range[0] <= status && status <= range[1]);
  }
}
