package dev.kubeecs.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The output of an operation that answers nothing but that it succeeded. */
@JsonInclude
public record NoResponse() {

  /** The only one there need be. */
  public static final NoResponse DONE = new NoResponse();
}
