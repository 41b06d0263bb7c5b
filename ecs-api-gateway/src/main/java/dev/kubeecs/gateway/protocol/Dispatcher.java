package dev.kubeecs.gateway.protocol;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Answers calls: finds the operation, then authenticates, validates, authorizes and carries out, in
 * this order, which is AWS's. Whatever a client sends, it gets an answer and no exception.
 */
public final class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private final Operations operations;
  private final Authenticator authenticator;
  private final Namespaces namespaces;
  private final Authorizer authorizer;
  private final Relay relay;
  private final BooleanSupplier ready;

  /**
   * A dispatcher over these operations.
   *
   * @param relay passes on calls that another gateway has to answer
   * @param ready false as long as calls are asked to come again later
   */
  public Dispatcher(
      Operations operations,
      Authenticator authenticator,
      Namespaces namespaces,
      Authorizer authorizer,
      Relay relay,
      BooleanSupplier ready) {
    this.operations = operations;
    this.authenticator = authenticator;
    this.namespaces = namespaces;
    this.authorizer = authorizer;
    this.relay = relay;
    this.ready = ready;
  }

  /** The answer to a call. */
  public Answer answer(HttpCall http, String requestId) {
    Exchange exchange = new Exchange(requestId, WireProtocol.of(http));
    try {
      return carryOut(http, exchange);
    } catch (AwsException e) {
      return exchange.failed(e);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "%s: %s failed", requestId, exchange.action());
      return exchange.failed(Errors.server());
    }
  }

  /** The answer to a call whose body is larger than {@code limit} bytes. */
  public Answer tooLarge(long limit, String requestId) {
    return new Exchange(requestId, AwsJson.PROTOCOL).failed(Errors.tooLarge(limit));
  }

  private Answer carryOut(HttpCall http, Exchange exchange) {
    BoundOperation operation = exchange.protocol.operation(http, operations);
    exchange.operation = Optional.of(operation);
    if (!ready.getAsBoolean()) {
      throw Errors.starting();
    }
    Optional<Relay.Relayed> relayed = relay.relay(http, operation);
    if (relayed.isPresent()) {
      return exchange.relayed(relayed.get());
    }
    Identity caller = authenticator.authenticate(http, operation.service());
    exchange.caller = Optional.of(caller);
    RequestBody body = RequestBody.of(exchange.protocol.parse(http, operation), operation);
    exchange.unknownMembers = body.findings().unknownMembers();
    body.requireValid();
    String namespace = namespaces.of(caller.account());
    authorizer.authorize(operation, caller, namespace);
    Object response =
        operation.answer(
            body,
            new Call(
                exchange.requestId, operation.operation(), caller, namespace, http.endpoint()));
    return exchange.ok(exchange.protocol.write(operation, response, exchange.requestId));
  }

  /** What is known so far about a call being answered, by one thread. */
  private static final class Exchange {
    private final String requestId;
    private final WireProtocol protocol;
    private Optional<BoundOperation> operation = Optional.empty();
    private Optional<Identity> caller = Optional.empty();
    private List<String> unknownMembers = List.of();

    Exchange(String requestId, WireProtocol protocol) {
      this.requestId = requestId;
      this.protocol = protocol;
    }

    String action() {
      return operation.map(BoundOperation::action).orElse("a call");
    }

    Answer ok(byte[] body) {
      return new Answer(
          requestId,
          200,
          "OK",
          "",
          protocol.contentType(),
          body,
          operation,
          caller,
          unknownMembers);
    }

    /** The other gateway has told its own log who called and what was wrong. */
    Answer relayed(Relay.Relayed answer) {
      return new Answer(
          requestId,
          answer.status(),
          answer.status() == HttpURLConnection.HTTP_OK ? "OK" : "Relayed",
          "",
          protocol.contentType(),
          answer.body(),
          operation,
          caller,
          unknownMembers);
    }

    Answer failed(AwsException failure) {
      AwsException error = protocol.named(failure);
      return new Answer(
          requestId,
          error.status(),
          error.code(),
          error.getMessage(),
          protocol.contentType(),
          protocol.error(operation, error, requestId),
          operation,
          caller,
          unknownMembers);
    }
  }
}
