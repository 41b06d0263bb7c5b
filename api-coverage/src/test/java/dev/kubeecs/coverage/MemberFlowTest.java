package dev.kubeecs.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.Absent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;

/** What counts as reading a member, on code that is compiled beside this test. */
class MemberFlowTest {

  record Asked(
      String decided, String copied, String kept, String dropped, String mapped, Boolean refused) {}

  record Stored(String copied, String kept) {
    boolean isLong() {
      return copied.length() > 10;
    }
  }

  record Told(String kept, String never) {}

  /** Code as handlers are written. */
  static final class Handler {
    static boolean decide(Asked asked) {
      return asked.decided() != null;
    }

    static Stored store(Asked asked, Stored before) {
      return new Stored(
          Absent.or(asked.copied(), before.copied()), asked.kept() == null ? "" : null);
    }

    static Told tell(Asked asked) {
      String kept = asked.kept();
      return new Told(kept, null);
    }

    static Optional<String> map(Optional<Asked> asked) {
      return asked.map(Asked::mapped);
    }
  }

  /** Named so that its reading means a refusal. */
  static final class UnsupportedOfAsked {
    static boolean refuses(Asked asked) {
      return asked.refused();
    }
  }

  private final MemberFlow flow = flow();

  @Test
  void whatIsComparedOrPassedOnIsRead() {
    assertThat(flow.isRead(asked("decided"))).isTrue();
    assertThat(flow.isRead(asked("mapped"))).isTrue();
  }

  @Test
  void whatIsGivenToAnotherRecordIsCopiedAlsoByWayOfADefault() {
    assertThat(flow.isRead(asked("copied"))).isFalse();
    assertThat(flow.copies(asked("copied"))).containsExactly(place(Stored.class, "copied"));
    assertThat(flow.reached(asked("copied"))).anyMatch(flow::isRead);
  }

  @Test
  void whatNobodyTouchesIsNeitherReadNorCopied() {
    assertThat(flow.isRead(asked("dropped"))).isFalse();
    assertThat(flow.copies(asked("dropped"))).isEmpty();
  }

  @Test
  void whatIsOnlyRefusedIsNotRead() {
    assertThat(flow.isRead(asked("refused"))).isFalse();
  }

  @Test
  void nullIsNoAnswer() {
    assertThat(flow.isWritten(place(Told.class, "kept"))).isTrue();
    assertThat(flow.isWritten(place(Told.class, "never"))).isFalse();
  }

  private static Place asked(String member) {
    return place(Asked.class, member);
  }

  private static Place place(Class<?> record, String member) {
    return new Place(record.getName().replace('.', '/'), member);
  }

  private static MemberFlow flow() {
    List<ClassNode> sample =
        ClassFiles.around("dev/kubeecs/coverage/MemberFlowTest").stream()
            .filter(node -> node.name.contains("MemberFlowTest"))
            .toList();
    return MemberFlow.of(sample, Records.of(sample));
  }
}
