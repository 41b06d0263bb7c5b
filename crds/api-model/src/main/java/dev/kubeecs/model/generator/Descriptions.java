package dev.kubeecs.model.generator;

import dev.kubeecs.model.ApiModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * Our own words for members, as {@code kubectl explain} shows them: {@code Shape.member = text}.
 */
record Descriptions(Properties texts) {

  /** What daemons share with tasks and services is described once. */
  private static final String DAEMON = "Daemon";

  static Descriptions load(String service) throws IOException {
    Properties texts = new Properties();
    try (InputStream file =
        ApiModel.class.getResourceAsStream(service + "-descriptions.properties")) {
      if (file != null) {
        texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      }
    }
    return new Descriptions(texts);
  }

  Optional<String> of(String shape, String member) {
    return Optional.ofNullable(texts.getProperty(shape + "." + member))
        .or(
            () ->
                shape.startsWith(DAEMON)
                    ? of(shape.substring(DAEMON.length()), member)
                    : Optional.empty());
  }
}
