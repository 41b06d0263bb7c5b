package dev.kubeecs.model;

/**
 * The input of an operation.
 *
 * @param <ResponseT> the output of the same operation, so that the compiler pairs the two
 */
public interface Request<ResponseT> {}
