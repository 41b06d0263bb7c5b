package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.Request;

/**
 * Carries out one operation. Runs on a virtual thread, so it may block. The request has been
 * validated against the model; an {@link AwsException} becomes the answer.
 */
@FunctionalInterface
public interface Handler<RequestT extends Request<ResponseT>, ResponseT> {

  /** The answer to a request. */
  ResponseT handle(RequestT request, Call call);
}
