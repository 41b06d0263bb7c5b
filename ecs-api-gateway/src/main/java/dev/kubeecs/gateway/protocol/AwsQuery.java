package dev.kubeecs.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.model.ApiModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The awsQuery protocol: {@code POST /} with a form, of which {@code Action} and {@code Version}
 * name the operation; XML out.
 */
final class AwsQuery implements WireProtocol {

  static final AwsQuery PROTOCOL = new AwsQuery();

  private static final String FORM = "application/x-www-form-urlencoded";

  /**
   * What the errors that we answer ourselves are called here. Source: the ELB API, common errors.
   */
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("ValidationException", "ValidationError"),
          Map.entry("InvalidParameterException", "ValidationError"),
          Map.entry("ClientException", "ValidationError"),
          Map.entry("SerializationException", "ValidationError"),
          Map.entry("UnknownOperationException", "InvalidAction"),
          Map.entry("UnsupportedFeatureException", "OperationNotPermitted"),
          Map.entry("AccessDeniedException", "AccessDenied"),
          Map.entry("InvalidSignatureException", "SignatureDoesNotMatch"),
          Map.entry("UnrecognizedClientException", "InvalidClientTokenId"),
          Map.entry("MissingAuthenticationTokenException", "MissingAuthenticationToken"),
          Map.entry("ExpiredTokenException", "ExpiredToken"),
          Map.entry("ServiceUnavailableException", "ServiceUnavailable"),
          Map.entry("ServerException", "InternalFailure"));

  private AwsQuery() {}

  static boolean isSpokenBy(HttpCall http) {
    return http.headers().first("content-type").orElse("").startsWith(FORM);
  }

  @Override
  public BoundOperation operation(HttpCall http, Operations operations) {
    Map<String, String> form = form(http);
    String action = form.getOrDefault("Action", "");
    String version = form.getOrDefault("Version", "");
    return operations
        .find(Operations.queryTarget(version, action))
        .orElseThrow(
            () ->
                Errors.unknownOperation(
                    "Could not find operation %s for version %s".formatted(action, version)));
  }

  @Override
  public JsonNode parse(HttpCall http, BoundOperation operation) {
    Map<String, String> form = form(http);
    form.remove("Action");
    form.remove("Version");
    ApiModel model = operation.service().model();
    return new FormReader(model, form).read(operation.operation().input());
  }

  @Override
  public byte[] write(BoundOperation operation, Object response, String requestId) {
    return XmlWriter.response(
        operation.service().model(), operation.operation(), AwsJson.tree(response), requestId);
  }

  @Override
  public byte[] error(Optional<BoundOperation> operation, AwsException error, String requestId) {
    return XmlWriter.error(error, requestId);
  }

  @Override
  public AwsException named(AwsException error) {
    return new AwsException(
        CODES.getOrDefault(error.code(), error.code()), error.getMessage(), error.status());
  }

  @Override
  public String contentType() {
    return "text/xml";
  }

  private static Map<String, String> form(HttpCall http) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : new String(http.body(), StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        form.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Errors.serialization("The form cannot be read: " + e.getMessage());
    }
  }
}
