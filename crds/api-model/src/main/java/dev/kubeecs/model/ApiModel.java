package dev.kubeecs.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One API as AWS publishes it.
 *
 * @param protocol how requests and answers are written
 * @param version the date by which AWS calls this version of the API, such as 2014-11-13
 * @param targetPrefix what stands before the operation's name in {@code X-Amz-Target}; empty for
 *     {@link Protocol#QUERY}
 * @param signingName the service in a SigV4 credential scope
 * @param operations by name
 * @param shapes by name
 */
public record ApiModel(
    Protocol protocol,
    String version,
    String targetPrefix,
    String signingName,
    Map<String, Operation> operations,
    Map<String, Shape> shapes) {

  /** How requests and answers are written. */
  public enum Protocol {
    /** JSON both ways, the operation in a header: awsJson1_1. */
    JSON,
    /** A form with the operation as {@code Action}, answered by XML: awsQuery. */
    QUERY
  }

  /** Reads a committed model by its service's name, such as {@code ecs}. */
  public static ApiModel load(String service) {
    try (InputStream json = ApiModel.class.getResourceAsStream(service + ".json")) {
      if (json == null) {
        throw new NoSuchElementException("no API model of a service " + service);
      }
      JsonNode tree = new ObjectMapper().readTree(json);
      return ModelReader.read(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("the API model of " + service + " cannot be read", e);
    }
  }

  /** The operation of that name, if the API has it. */
  public Optional<Operation> operation(String name) {
    return Optional.ofNullable(operations.get(name));
  }

  /** The shape of that name, which must exist. */
  public Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new NoSuchElementException("the model names no shape " + name);
    }
    return shape;
  }

  /** The structure of that name, which must exist. */
  public Shape.Structure structure(String name) {
    return (Shape.Structure) shape(name);
  }
}
