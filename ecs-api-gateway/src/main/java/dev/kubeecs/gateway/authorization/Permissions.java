package dev.kubeecs.gateway.authorization;

import dev.kubeecs.gateway.protocol.BoundOperation;
import dev.kubeecs.gateway.protocol.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Which permission each operation needs: the files {@code permissions.properties}. */
final class Permissions {

  private final Map<String, Permission> byAction;

  private Permissions(Map<String, Permission> byAction) {
    this.byAction = Map.copyOf(byAction);
  }

  /**
   * Reads the file of every service.
   *
   * @throws IllegalArgumentException if it leaves out an operation or names one that is none
   */
  static Permissions load(Collection<Service> services) {
    Map<String, Permission> byAction = new HashMap<>();
    for (Service service : services) {
      Properties entries =
          read("/dev/kubeecs/gateway/" + service.name() + "/permissions.properties");
      if (!entries.stringPropertyNames().equals(service.model().operations().keySet())) {
        throw new IllegalArgumentException(
            "the permissions of " + service.name() + " are not those of its operations");
      }
      entries
          .stringPropertyNames()
          .forEach(
              operation ->
                  byAction.put(
                      service.model().signingName() + ":" + operation,
                      Permission.parse(entries.getProperty(operation))));
    }
    return new Permissions(byAction);
  }

  /** What a caller of the operation must be allowed to do. */
  Permission of(BoundOperation operation) {
    return byAction.get(operation.action());
  }

  private static Properties read(String file) {
    Properties entries = new Properties();
    try (InputStream content = Permissions.class.getResourceAsStream(file)) {
      if (content == null) {
        throw new IllegalArgumentException("there is no " + file);
      }
      entries.load(content);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return entries;
  }
}
