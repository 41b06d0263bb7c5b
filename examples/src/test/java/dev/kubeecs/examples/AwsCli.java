package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The official AWS CLI, unpatched, as a user of one account has it.
 *
 * @param endpoint the gateway
 * @param account 12 digits
 */
record AwsCli(URI endpoint, String account) {

  static final String REGION = "us-east-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a command left behind. */
  record Result(int exitCode, String output, String errors) {}

  static String randomAccount() {
    return Long.toString(
        ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
  }

  /** The namespace that is this account in development mode. */
  String namespace() {
    return KubeEcs.namespace(account);
  }

  /** Runs {@code aws ecs …}, which must succeed, and reads what it prints. */
  JsonNode ecs(String... arguments) {
    return read("ecs", arguments);
  }

  /** Runs {@code aws elbv2 …}, which must succeed, and reads what it prints. */
  JsonNode elb(String... arguments) {
    return read("elbv2", arguments);
  }

  /** Runs {@code aws application-autoscaling …} for services, which must succeed. */
  JsonNode scaling(String... arguments) {
    return read("application-autoscaling", ofServices(arguments));
  }

  /** Runs {@code aws application-autoscaling …} for services, which must fail. */
  String scalingRefused(String... arguments) {
    return refusal("application-autoscaling", ofServices(arguments));
  }

  /** {@code aws cloudwatch}, with what it printed. */
  JsonNode cloudWatch(String... arguments) {
    return read("cloudwatch", arguments);
  }

  private static String[] ofServices(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--service-namespace", "ecs"));
    return all.toArray(String[]::new);
  }

  /** {@code aws servicediscovery}, with what it printed. */
  JsonNode discovery(String... arguments) {
    return read("servicediscovery", arguments);
  }

  /** {@code aws deploy}, which is CodeDeploy, with what it printed. */
  JsonNode deploy(String... arguments) {
    return read("deploy", arguments);
  }

  /** The same, which must fail, with what it says. */
  String deployRefused(String... arguments) {
    return refusal("deploy", arguments);
  }

  private JsonNode read(String service, String... arguments) {
    Result result = run(service, arguments);
    if (result.exitCode() != 0) {
      throw new AssertionError(
          "aws %s %s: %s".formatted(service, String.join(" ", arguments), result.errors()));
    }
    try {
      return JSON.readTree(result.output());
    } catch (IOException e) {
      throw new UncheckedIOException(result.output(), e);
    }
  }

  /** Runs {@code aws logs …}, which must succeed, and reads what it prints, if it prints. */
  JsonNode logs(String... arguments) {
    List<String> command = new ArrayList<>(List.of(tool("aws"), "logs"));
    command.addAll(List.of(arguments));
    Result result = run(command, environment());
    if (result.exitCode() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + result.errors());
    }
    try {
      return JSON.readTree(result.output());
    } catch (IOException e) {
      throw new UncheckedIOException(result.output(), e);
    }
  }

  /**
   * Begins a Python script of the test resources with boto3, whose output goes to a file; to be
   * ended by the caller.
   */
  Process begin(Path output, Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool("python"), script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    return builder.start();
  }

  /** Runs {@code aws ecs …}, which must fail, and returns what it says. */
  String refused(String... arguments) {
    return refusal("ecs", arguments);
  }

  /** Runs {@code aws elbv2 …}, which must fail, and returns what it says. */
  String elbRefused(String... arguments) {
    return refusal("elbv2", arguments);
  }

  /** The same for {@code aws servicediscovery}. */
  String discoveryRefused(String... arguments) {
    return refusal("servicediscovery", arguments);
  }

  private String refusal(String service, String... arguments) {
    Result result = run(service, arguments);
    if (result.exitCode() == 0) {
      throw new AssertionError(
          "aws %s %s succeeded: %s"
              .formatted(service, String.join(" ", arguments), result.output()));
    }
    return result.errors();
  }

  private Result run(String service, String... arguments) {
    List<String> command = new ArrayList<>(List.of(tool("aws"), service));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("AWS_DATA_PATH", QuickWaiters.FOLDER.toString());
    return run(command, environment);
  }

  /** Runs a Python script of the test resources with boto3. */
  Result python(Path script, String... arguments) {
    return pythonWith("", script, arguments);
  }

  /** The same, with the AWS CLI and the programs of one more folder in its path. */
  Result pythonWith(String folder, Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(tool("python"), script.toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>(environment());
    environment.put(
        "PATH",
        String.join(File.pathSeparator, Tools.FOLDER.toString(), folder, System.getenv("PATH")));
    return run(command, environment);
  }

  /**
   * Runs a program that finds the endpoint and its keys in the environment, as any AWS client does.
   */
  Result program(String... command) {
    return run(List.of(command), environment());
  }

  private Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        endpoint.toString(),
        // DiscoverInstances of Cloud Map is asked of data-<host> otherwise.
        "AWS_DISABLE_HOST_PREFIX_INJECTION",
        "true",
        "AWS_REGION",
        REGION,
        "AWS_DEFAULT_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        account,
        "AWS_SECRET_ACCESS_KEY",
        "any",
        "AWS_PAGER",
        "",
        "AWS_MAX_ATTEMPTS",
        "1");
  }

  static Result run(List<String> command, Map<String, String> environment) {
    try {
      Path errors = Files.createTempFile("aws", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      String said = Files.readString(errors);
      Files.delete(errors);
      return new Result(exitCode, output, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String tool(String name) {
    return Tools.FOLDER.resolve(name).toString();
  }

  /** Where scripts/aws-tools keeps the AWS CLI and boto3. */
  private static final class Tools {
    static final Path FOLDER = folder();

    private static Path folder() {
      String known = System.getenv("KUBE_ECS_AWS_TOOLS");
      return Path.of(
          known != null
              ? known
              : run(List.of(Checkout.file("scripts/aws-tools").toString()), Map.of())
                  .output()
                  .strip());
    }
  }
}
