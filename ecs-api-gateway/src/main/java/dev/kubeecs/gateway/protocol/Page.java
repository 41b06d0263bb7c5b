package dev.kubeecs.gateway.protocol;

import java.util.List;

/**
 * A part of a listing.
 *
 * @param items in order
 * @param nextToken asks for the part after it; null if there is none
 */
public record Page<T>(List<T> items, String nextToken) {

  public Page {
    items = List.copyOf(items);
  }
}
