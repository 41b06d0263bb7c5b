package dev.kubeecs.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnWritesTest {

  private final OwnWrites<ConfigMap> ownWrites = new OwnWrites<>();

  @Test
  void whatWasWrittenIsReadThoughTheCacheHasNotSeenIt() {
    ConfigMap own = object("a", 5);
    ownWrites.wrote(own);

    assertThat(ownWrites.over("team/a", () -> null)).containsSame(own);
    assertThat(ownWrites.over("team/a", () -> object("a", 4))).containsSame(own);
    assertThat(ownWrites.over(() -> List.of(object("a", 4), object("b", 1)), any -> true))
        .containsExactlyInAnyOrder(own, object("b", 1));
  }

  @Test
  void whatOthersHaveWrittenSinceWins() {
    ownWrites.wrote(object("a", 5));
    ConfigMap later = object("a", 6);

    assertThat(ownWrites.over("team/a", () -> later)).containsSame(later);
    assertThat(ownWrites.over(() -> List.of(later), any -> true)).containsExactly(later);
  }

  @Test
  void whatNoLongerBelongsToAListingLeavesIt() {
    ownWrites.wrote(object("a", 5));

    assertThat(ownWrites.over(() -> List.of(object("a", 4)), any -> false)).isEmpty();
  }

  @Test
  void whatTheWatchHasBroughtIsForgotten() {
    ownWrites.wrote(object("a", 5));
    ownWrites.sawVersionOf(object("a", 5));

    // Somebody has deleted it since.
    assertThat(ownWrites.over("team/a", () -> null)).isEmpty();
  }

  @Test
  void aWatchThatWasFasterThanTheAnswerLeavesNothingBehind() {
    ownWrites.sawVersionOf(object("a", 6));
    ownWrites.wrote(object("a", 5));

    assertThat(ownWrites.over("team/a", () -> null)).isEmpty();
  }

  @Test
  void ofTwoOwnWritesTheNewerCounts() {
    ConfigMap newer = object("a", 6);
    ownWrites.wrote(newer);
    ownWrites.wrote(object("a", 5));

    assertThat(ownWrites.over("team/a", () -> null)).containsSame(newer);
  }

  private static ConfigMap object(String name, int version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("team")
        .withName(name)
        .withResourceVersion(Integer.toString(version))
        .endMetadata()
        .build();
  }
}
