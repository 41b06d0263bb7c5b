package dev.kubeecs.gateway.protocol;

import dev.kubeecs.model.Request;
import java.util.function.Function;

/** A handler together with the type of its requests. */
record BoundHandler<RequestT extends Request<ResponseT>, ResponseT>(
    Class<RequestT> request, Handler<RequestT, ResponseT> handler) {

  /** Reads the request with {@code read} and answers it. */
  ResponseT answer(Function<Class<RequestT>, RequestT> read, Call call) {
    return handler.handle(read.apply(request), call);
  }
}
