package dev.kubeecs.resources.naming;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Of several resources that claim one ECS name, the oldest is served. */
public final class Oldest {

  /** The oldest first; of the same second, always the same one. */
  public static final Comparator<HasMetadata> FIRST =
      Comparator.comparing((HasMetadata resource) -> resource.getMetadata().getCreationTimestamp())
          .thenComparing(resource -> resource.getMetadata().getUid());

  private Oldest() {}

  /** The one that is served. */
  public static <T extends HasMetadata> Optional<T> of(Collection<T> claimants) {
    return claimants.stream().min(FIRST);
  }

  /** The one that is served for each name. */
  public static <T extends HasMetadata> Collection<T> ofEach(
      Collection<T> claimants, Function<T, String> name) {
    Map<String, T> served =
        claimants.stream()
            .collect(Collectors.toMap(name, Function.identity(), BinaryOperator.minBy(FIRST)));
    return served.values();
  }
}
