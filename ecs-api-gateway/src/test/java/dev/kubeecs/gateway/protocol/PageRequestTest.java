package dev.kubeecs.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kubeecs.resources.naming.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

  private static final Call LIST_TASKS = call("ListTasks");

  @Test
  void withoutParametersThereIsOnePageOfTheDefaultSize() {
    Page<String> page =
        PageRequest.of(LIST_TASKS, null, null, 2, 100).of(List.of("b", "a"), Function.identity());

    assertThat(page).isEqualTo(new Page<>(List.of("a", "b"), null));
  }

  @Property(tries = 200)
  void pagesTogetherAreTheListing(
      @ForAll @Size(max = 20) Set<@AlphaChars @StringLength(max = 4) String> items,
      @ForAll @IntRange(min = 1, max = 7) int size) {
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      Page<String> page =
          PageRequest.of(LIST_TASKS, size, token, 100, 100).of(items, Function.identity());
      assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
      seen.addAll(page.items());
      token = page.nextToken();
    } while (token != null);

    assertThat(seen).containsExactlyElementsOf(new TreeSet<>(items));
  }

  @Test
  void nothingIsSkippedWhenTheLastItemOfAPageIsDeleted() {
    String token =
        PageRequest.of(LIST_TASKS, 2, null, 100, 100)
            .of(List.of("a", "b", "c", "d"), Function.identity())
            .nextToken();

    Page<String> next =
        PageRequest.of(LIST_TASKS, 2, token, 100, 100)
            .of(List.of("a", "c", "d"), Function.identity());

    assertThat(next).isEqualTo(new Page<>(List.of("c", "d"), null));
  }

  @Test
  void descending() {
    PageRequest first = PageRequest.of(LIST_TASKS, 2, null, 100, 100).descending();
    Page<String> page = first.of(List.of("a", "b", "c"), Function.identity());

    assertThat(page.items()).containsExactly("c", "b");
    assertThat(
            PageRequest.of(LIST_TASKS, 2, page.nextToken(), 100, 100)
                .descending()
                .of(List.of("a", "b", "c"), Function.identity())
                .items())
        .containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void impossibleSizes(int maxResults) {
    assertThatThrownBy(() -> PageRequest.of(LIST_TASKS, maxResults, null, 100, 100))
        .hasMessage("maxResults must be between 1 and 100, but is " + maxResults + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "not a token", "💥", "////"})
  void forgedTokens(String token) {
    assertThatThrownBy(() -> PageRequest.of(LIST_TASKS, 1, token, 100, 100))
        .hasMessageStartingWith("Invalid nextToken");
  }

  @Test
  void aTokenOfAnotherListingIsRefused() {
    String token =
        PageRequest.of(call("ListServices"), 1, null, 10, 100)
            .of(List.of("a", "b"), Function.identity())
            .nextToken();

    assertThatThrownBy(() -> PageRequest.of(LIST_TASKS, 1, token, 100, 100))
        .hasMessageStartingWith("Invalid nextToken");
  }

  private static Call call(String operation) {
    return new Call(
        "id",
        Calls.ECS.model().operation(operation).orElseThrow(),
        new Identity("key", Account.DEFAULT, Optional.empty()),
        "default",
        "http://localhost/");
  }
}
