package dev.kubeecs.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Which part of a listing a request asks for. A token names the last item of the page before, so
 * that it is good across restarts and replicas, and nothing is skipped when items come and go.
 *
 * @param scope what is listed: a token is good for its own listing only
 * @param size most items of a page
 * @param after the key of the last item seen
 * @param order the order of keys
 */
public record PageRequest(
    String scope, int size, Optional<String> after, Comparator<String> order) {

  /**
   * Reads the members {@code maxResults} and {@code nextToken} of a request.
   *
   * @param call whose operation lists
   * @param maxResults null for the default
   * @param nextToken null for the first page
   * @param defaultSize items of a page if the request does not say
   * @param largestSize most items that a request may ask for
   * @throws AwsException if either is wrong
   */
  public static PageRequest of(
      Call call, Integer maxResults, String nextToken, int defaultSize, int largestSize) {
    if (maxResults != null && (maxResults < 1 || maxResults > largestSize)) {
      throw Errors.invalidPage(
          call.operation(),
          "maxResults must be between 1 and %d, but is %d.".formatted(largestSize, maxResults));
    }
    String scope = call.operation().name() + "\n";
    return new PageRequest(
        scope,
        maxResults == null ? defaultSize : maxResults,
        Optional.ofNullable(nextToken)
            .filter(token -> !token.isEmpty())
            .map(token -> key(call, scope, token)),
        Comparator.naturalOrder());
  }

  /** The same, from the greatest key to the least. */
  public PageRequest descending() {
    return new PageRequest(scope, size, after, order.reversed());
  }

  /**
   * One page.
   *
   * @param items all of the listing, in any order
   * @param key sorts them, and is different for each
   */
  public <T> Page<T> of(Collection<T> items, Function<T, String> key) {
    List<Keyed<T>> first = first(items, key);
    List<T> page = first.stream().limit(size).map(Keyed::item).toList();
    return new Page<>(page, first.size() > size ? token(first.get(size - 1).key()) : null);
  }

  /** The first items after the token in order, one more than a page. Does not sort the others. */
  private <T> List<Keyed<T>> first(Collection<T> items, Function<T, String> key) {
    Comparator<Keyed<T>> byKey = Comparator.comparing(Keyed::key, order);
    PriorityQueue<Keyed<T>> first = new PriorityQueue<>(byKey.reversed());
    for (T item : items) {
      Keyed<T> keyed = new Keyed<>(key.apply(item), item);
      if (after.isPresent() && order.compare(keyed.key(), after.get()) <= 0) {
        continue;
      }
      if (first.size() > size && byKey.compare(keyed, first.peek()) >= 0) {
        continue;
      }
      first.add(keyed);
      if (first.size() > size + 1) {
        first.remove();
      }
    }
    return first.stream().sorted(byKey).toList();
  }

  private record Keyed<T>(String key, T item) {}

  private String token(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((scope + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String key(Call call, String scope, String token) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (decoded.startsWith(scope)) {
        return decoded.substring(scope.length());
      }
    } catch (IllegalArgumentException e) {
      // No Base64: as wrong as a token of another listing.
    }
    throw Errors.invalidPage(
        call.operation(), "Invalid nextToken: it is not one that this operation answered.");
  }
}
