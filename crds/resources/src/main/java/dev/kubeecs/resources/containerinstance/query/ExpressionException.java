package dev.kubeecs.resources.containerinstance.query;

/** A text that is no expression of the cluster query language. */
public final class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;

  ExpressionException(int column, String problem) {
    // No stack trace: it is the user's fault, and must stay cheap.
    super("column " + column + ": " + problem, null, false, false);
    this.column = column;
  }

  /** Where the text goes wrong, from 1. */
  public int column() {
    return column;
  }
}
