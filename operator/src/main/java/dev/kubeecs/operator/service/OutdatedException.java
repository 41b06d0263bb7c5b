package dev.kubeecs.operator.service;

/** Something has changed since it was read, so what was decided from it is void. */
final class OutdatedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutdatedException(Throwable cause) {
    super(cause);
  }
}
