package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** The awsJson1_1 protocol: {@code POST /}, the operation in a header, JSON in and out. */
final class AwsJson implements WireProtocol {

  static final AwsJson PROTOCOL = new AwsJson();

  private static final String CONTENT_TYPE = "application/x-amz-json-1.";

  /** Far deeper than any request, and far from the depth that costs anything. */
  private static final int MAX_DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  // The default keeps buffers by thread, and every call has a thread of its own.
                  .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new EpochSeconds.Writer())
                  .addDeserializer(Instant.class, new EpochSeconds.Reader()))
          .build();

  private AwsJson() {}

  @Override
  public BoundOperation operation(HttpCall http, Operations operations) {
    String target = http.headers().first("x-amz-target").orElse("");
    if (!http.method().equals("POST") || !http.path().equals("/")) {
      throw new AwsException("UnknownOperationException", "Calls are made with POST /.", 404);
    }
    if (target.isEmpty()) {
      throw Errors.unknownOperation(
          "The header X-Amz-Target, which names the operation, is missing.");
    }
    if (!http.headers().first("content-type").orElse("").startsWith(CONTENT_TYPE)) {
      throw Errors.unknownOperation("The Content-Type must be application/x-amz-json-1.1.");
    }
    return operations
        .find(target)
        .orElseThrow(() -> Errors.unknownOperation("The operation is not known: " + target));
  }

  @Override
  public JsonNode parse(HttpCall http, BoundOperation operation) {
    return WireNames.ours(
        operation.service().model(), operation.operation().input(), parse(http.body()));
  }

  @Override
  public byte[] write(BoundOperation operation, Object response, String requestId) {
    return WireNames.differ(operation.service().model(), operation.operation().output())
        ? write(
            WireNames.theirs(
                operation.service().model(), operation.operation().output(), tree(response)))
        : write(response);
  }

  @Override
  public byte[] error(Optional<BoundOperation> operation, AwsException error, String requestId) {
    return error(error);
  }

  @Override
  public AwsException named(AwsException error) {
    return error;
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  /** A record as a tree. */
  static JsonNode tree(Object response) {
    return MAPPER.valueToTree(response);
  }

  /**
   * A body as a tree. An empty body is an empty object.
   *
   * @throws AwsException {@code SerializationException} if it is no JSON
   */
  static JsonNode parse(byte[] body) {
    if (body.length == 0) {
      return MAPPER.createObjectNode();
    }
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw Errors.serialization("The body is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw Errors.serialization("The body cannot be read.");
    }
  }

  /** A validated tree as a record. */
  static <T> T read(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw Errors.serialization("The body cannot be read: " + e.getOriginalMessage());
    }
  }

  /** A response as JSON. */
  static byte[] write(Object response) {
    try {
      return MAPPER.writeValueAsBytes(response);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An error as JSON. */
  static byte[] error(AwsException error) {
    return write(new ErrorBody(error.code(), error.getMessage()));
  }

  private record ErrorBody(@JsonProperty("__type") String type, String message) {}
}
