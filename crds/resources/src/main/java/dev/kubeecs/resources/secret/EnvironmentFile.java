package dev.kubeecs.resources.secret;

import dev.kubeecs.resources.naming.ObjectNames;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of environment variables in S3: {@code value} of an environment file. Here it is a
 * Kubernetes Secret with a key for each variable, as {@code kubectl create secret generic
 * --from-env-file} makes it.
 *
 * @param bucket of S3
 * @param key of the object, with slashes
 */
public record EnvironmentFile(String bucket, String key) {

  /** Source: EnvironmentFile of the API. */
  private static final Pattern OBJECT =
      Pattern.compile("arn:aws[a-z-]*:s3:::([a-z0-9.-]{3,63})/(.+\\.env)");

  /** Empty if the text is not the ARN of an object of S3 that ends in {@code .env}. */
  public static Optional<EnvironmentFile> parse(String arn) {
    return Optional.ofNullable(arn)
        .map(OBJECT::matcher)
        .filter(Matcher::matches)
        .map(object -> new EnvironmentFile(object.group(1), object.group(2)));
  }

  /** The Kubernetes Secret, in the namespace of the account. */
  public String objectName() {
    return ObjectNames.environmentFile(bucket, key);
  }
}
