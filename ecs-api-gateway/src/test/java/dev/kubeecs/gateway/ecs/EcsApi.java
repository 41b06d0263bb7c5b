package dev.kubeecs.gateway.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kubeecs.gateway.GatewayProcess;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

/**
 * The ECS API of an account of the test's own.
 *
 * @param ecs the AWS SDK
 * @param resources a client in the account's namespace
 */
public record EcsApi(
    GatewayProcess gateway, Account account, EcsClient ecs, KubernetesClient resources)
    implements AutoCloseable {

  private static final Pattern REQUESTS =
      Pattern.compile(
          "(?m)^kube_ecs_api_server_requests_total\\{(?!.*\"101\").*resource=\"(\\w+)\".*} (.+)$");

  static EcsApi of(GatewayProcess gateway, Path kubeconfig) {
    Account account =
        new Account(
            "%012d".formatted(ThreadLocalRandom.current().nextLong(1_000_000_000_000L)),
            "us-east-1");
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setNamespace("ecs-" + account.id() + "-" + account.region());
    EcsClient ecs =
        EcsClient.builder()
            .endpointOverride(gateway.address())
            .region(Region.of(account.region()))
            .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(account.id(), "any")))
            .build();
    return new EcsApi(
        gateway, account, ecs, new KubernetesClientBuilder().withConfig(config).build());
  }

  /** Refuses with that code; the assertion goes on with the message. */
  public AbstractStringAssert<?> refused(String code, Consumer<EcsClient> call) {
    EcsException error = catchThrowableOfType(EcsException.class, () -> call.accept(ecs));
    assertThat(error).as("the call succeeded instead of a %s", code).isNotNull();
    assertThat(error.awsErrorDetails().errorCode())
        .as(error.awsErrorDetails().errorMessage())
        .isEqualTo(code);
    assertThat(error.statusCode()).isEqualTo(400);
    return assertThat(error.awsErrorDetails().errorMessage());
  }

  /** Makes a resource as kubectl does. */
  public <T extends HasMetadata> T apply(String yaml, Class<T> kind) {
    T resource = Serialization.unmarshal("---\n" + yaml, kind);
    return resources.resource(resource).create();
  }

  /** Writes the status of a resource as the operator does. */
  public <T extends HasMetadata> T status(T resource, String yaml) {
    return resources
        .resource(resource)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(
                Map.of("status", Serialization.unmarshal("---\n" + yaml, Map.class))));
  }

  /**
   * Requests of the gateway to the API server about our resources and Nodes so far, without
   * watches.
   */
  public long requests() {
    return REQUESTS
        .matcher(gateway.get("/q/metrics").body())
        .results()
        .filter(
            request ->
                request.group(1).startsWith("ecs")
                    || request.group(1).startsWith("task")
                    || request.group(1).equals("nodes"))
        .mapToLong(request -> (long) Double.parseDouble(request.group(2)))
        .sum();
  }

  @Override
  public void close() {
    resources.namespaces().withName(resources.getNamespace()).delete();
    resources.close();
    ecs.close();
  }
}
