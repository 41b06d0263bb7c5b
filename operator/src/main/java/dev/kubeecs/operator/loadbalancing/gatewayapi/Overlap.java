package dev.kubeecs.operator.loadbalancing.gatewayapi;

import java.util.function.BiFunction;

/**
 * What two matches have in common.
 *
 * @param <T> what is matched
 */
sealed interface Overlap<T> {

  /** Nothing. */
  record None<T>() implements Overlap<T> {}

  /** Exactly what that match says. */
  record Of<T>(T match) implements Overlap<T> {}

  /** Perhaps something; no match can say what. */
  record Unknown<T>() implements Overlap<T> {}

  /** Both, as parts of one match: nothing if one is nothing, known if both are. */
  default <U, R> Overlap<R> and(Overlap<U> other, BiFunction<T, U, R> together) {
    if (this instanceof None<T> || other instanceof None<U>) {
      return new None<>();
    }
    return this instanceof Of<T>(T one) && other instanceof Of<U>(U two)
        ? new Of<>(together.apply(one, two))
        : new Unknown<>();
  }

  /** What equal matches have in common, and unequal ones that exclude each other. */
  static <T> Overlap<T> ifEqual(T one, T other) {
    return one.equals(other) ? new Of<>(one) : new None<>();
  }
}
