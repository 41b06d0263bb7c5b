package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The waiters of the AWS CLI's own models, which look once a second instead of every 6 or 15 and
 * give up as late as before. The CLI finds them by its setting {@code AWS_DATA_PATH}.
 */
final class QuickWaiters {

  /** What {@code AWS_DATA_PATH} is set to. */
  static final Path FOLDER = write();

  private QuickWaiters() {}

  private static Path write() {
    try {
      Path models =
          Path.of(
              AwsCli.run(
                      List.of(
                          AwsCli.tool("python"),
                          "-c",
                          "import botocore; print(botocore.__path__[0] + '/data')"),
                      Map.of())
                  .output()
                  .strip());
      Path folder = Files.createTempDirectory("quick-waiters");
      for (String service :
          List.of("codedeploy/2014-10-06", "ecs/2014-11-13", "elbv2/2015-12-01")) {
        Path file = Path.of(service, "waiters-2.json");
        Files.createDirectories(folder.resolve(service));
        Files.writeString(folder.resolve(file), quick(models.resolve(file)));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quick(Path file) throws IOException {
    JsonNode model = new ObjectMapper().readTree(file.toFile());
    for (JsonNode waiter : model.get("waiters")) {
      int patience = waiter.get("delay").asInt() * waiter.get("maxAttempts").asInt();
      ((ObjectNode) waiter).put("delay", 1).put("maxAttempts", patience);
    }
    return model.toString();
  }
}
