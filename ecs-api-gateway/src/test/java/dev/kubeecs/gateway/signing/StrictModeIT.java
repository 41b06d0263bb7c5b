package dev.kubeecs.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.kubeecs.gateway.GatewayProcess;
import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.localcluster.TestCluster;
import dev.kubeecs.localcluster.TestNamespace;
import dev.kubeecs.resources.naming.Account;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** The packaged gateway in strict mode, called by real clients. */
@KubernetesTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictModeIT {

  /** Of every access key here; like no word that a log has for other reasons. */
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG";

  private final Account account =
      new Account(
          "%012d".formatted(ThreadLocalRandom.current().nextLong(1_000_000_000_000L)), "eu-west-1");
  private KubernetesClient client;
  private String namespace;
  private GatewayProcess gateway;

  @BeforeAll
  void start(KubernetesClient client, TestCluster cluster, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace.name();
    client
        .namespaces()
        .withName(this.namespace)
        .edit(
            current -> {
              current.getMetadata().getLabels().putAll(account.labels());
              return current;
            });
    accessKey("AKIDREADER", "reader", Map.of());
    accessKey("AKIDNOBODY", "nobody", Map.of());
    accessKey("ASIAREADER", "reader", Map.of("sessionToken", "token"));
    accessKey(
        "ASIAEXPIRED",
        "reader",
        Map.of("sessionToken", "token", "expiration", "2020-01-01T00:00:00Z"));
    grant("reader", "list", "ecsclusters");
    gateway =
        GatewayProcess.start(
            "strict-mode",
            Map.of(
                "KUBECONFIG",
                cluster.kubeconfig().toString(),
                "KUBE_ECS_ACCESS_KEY_NAMESPACE",
                this.namespace,
                "KUBE_ECS_AUTHORIZATION_CACHE",
                "PT0.5S"));
  }

  @AfterAll
  void stop() throws InterruptedException {
    gateway.close();
  }

  @Test
  void aKeyWithPermission() {
    assertThat(listClusters(AwsBasicCredentials.create("AKIDREADER", SECRET))).isEmpty();
  }

  @Test
  void aTemporaryKey() {
    assertThat(listClusters(AwsSessionCredentials.create("ASIAREADER", SECRET, "token"))).isEmpty();
  }

  @Test
  void aKeyWithoutPermissionGetsItByARole() {
    AwsCredentials nobody = AwsBasicCredentials.create("AKIDNOBODY", SECRET);

    EcsException refusal = refusal(nobody);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(refusal.awsErrorDetails().errorMessage())
        .isEqualTo(
            "User: system:serviceaccount:%1$s:nobody is not authorized to perform:"
                    .formatted(namespace)
                + " ecs:ListClusters on resource: * because no RBAC rule in namespace %s allows it"
                    .formatted(namespace)
                + " to list ecsclusters of kube-ecs.dev");

    grant("nobody", "list", "ecsclusters");
    await().ignoreExceptions().untilAsserted(() -> assertThat(listClusters(nobody)).isEmpty());
  }

  @Test
  void whoMayRunTasksMayNotRunCommandsInThem() {
    accessKey("AKIDRUNNER", "runner", Map.of());
    grant("runner", "create", "ecstasks");
    accessKey("AKIDEXECUTOR", "executor", Map.of());
    grant("executor", "create", "ecstasks/exec");
    AwsCredentials runner = AwsBasicCredentials.create("AKIDRUNNER", SECRET);
    AwsCredentials executor = AwsBasicCredentials.create("AKIDEXECUTOR", SECRET);

    await()
        .untilAsserted(() -> assertThat(executeCommand(runner)).isEqualTo("AccessDeniedException"));
    await()
        .untilAsserted(
            () -> assertThat(executeCommand(executor)).isEqualTo("ClusterNotFoundException"));
  }

  @Test
  void aWrongSecret() {
    assertThat(code(AwsBasicCredentials.create("AKIDREADER", "guess")))
        .isEqualTo("InvalidSignatureException");
  }

  @Test
  void anUnknownKey() {
    assertThat(code(AwsBasicCredentials.create("AKIDUNKNOWN", SECRET)))
        .isEqualTo("UnrecognizedClientException");
  }

  @Test
  void aTemporaryKeyThatIsOver() {
    assertThat(code(AwsSessionCredentials.create("ASIAEXPIRED", SECRET, "token")))
        .isEqualTo("ExpiredTokenException");
  }

  @Test
  void aKeyWhoseSecretIsDeletedIsOver() {
    accessKey("AKIDGONE", "reader", Map.of());
    AwsCredentials credentials = AwsBasicCredentials.create("AKIDGONE", SECRET);
    await().ignoreExceptions().untilAsserted(() -> assertThat(listClusters(credentials)).isEmpty());

    client.secrets().inNamespace(namespace).withName("akidgone").delete();

    await()
        .ignoreException(AssertionError.class)
        .untilAsserted(
            () -> assertThat(code(credentials)).isEqualTo("UnrecognizedClientException"));
  }

  @Test
  void aRegionWithoutNamespace() {
    try (EcsClient elsewhere =
        sdk(AwsBasicCredentials.create("AKIDREADER", SECRET), Region.AP_SOUTH_1)) {
      assertThat(
              catchThrowableOfType(EcsException.class, elsewhere::listClusters)
                  .awsErrorDetails()
                  .errorMessage())
          .isEqualTo("There is no account " + account.id() + " in region ap-south-1 here.");
    }
  }

  @Test
  void theAwsCli() throws IOException, InterruptedException {
    assertThat(aws("AKIDREADER", SECRET, "list-clusters")).contains("\"clusterArns\": []");
    assertThat(aws("AKIDREADER", "guess", "list-clusters"))
        .contains("(InvalidSignatureException) when calling the ListClusters operation");
    assertThat(aws("AKIDREADER", SECRET, "create-cluster"))
        .contains("(AccessDeniedException) when calling the CreateCluster operation");
  }

  @Test
  void secretsAreNotLogged() {
    listClusters(AwsSessionCredentials.create("ASIAREADER", SECRET, "token"));

    assertThat(gateway.log())
        .anyMatch(line -> line.contains("ASIAREADER"))
        .noneMatch(line -> line.contains("Signature=") || line.contains(SECRET));
  }

  private String executeCommand(AwsCredentials credentials) {
    try (EcsClient ecs = sdk(credentials, Region.of(account.region()))) {
      return catchThrowableOfType(
              EcsException.class,
              () -> ecs.executeCommand(r -> r.task("t").command("sh").interactive(true)))
          .awsErrorDetails()
          .errorCode();
    }
  }

  private String code(AwsCredentials credentials) {
    return refusal(credentials).awsErrorDetails().errorCode();
  }

  private EcsException refusal(AwsCredentials credentials) {
    return catchThrowableOfType(EcsException.class, () -> listClusters(credentials));
  }

  private List<String> listClusters(AwsCredentials credentials) {
    try (EcsClient ecs = sdk(credentials, Region.of(account.region()))) {
      return ecs.listClusters().clusterArns();
    }
  }

  private EcsClient sdk(AwsCredentials credentials, Region region) {
    return EcsClient.builder()
        .endpointOverride(gateway.address())
        .region(region)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private String aws(String key, String secret, String command)
      throws IOException, InterruptedException {
    Process tools =
        new ProcessBuilder(Path.of("../scripts/aws-tools").toAbsolutePath().toString()).start();
    String folder = new String(tools.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(folder.strip(), "aws").toString(), "ecs", command)
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL",
                gateway.address().toString(),
                "AWS_DEFAULT_REGION",
                account.region(),
                "AWS_ACCESS_KEY_ID",
                key,
                "AWS_SECRET_ACCESS_KEY",
                secret,
                "AWS_PAGER",
                ""));
    Process aws = builder.start();
    String output = new String(aws.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    aws.waitFor();
    return output;
  }

  private void accessKey(String id, String serviceAccount, Map<String, String> more) {
    Map<String, String> data = new HashMap<>(more);
    data.put("accessKeyId", id);
    data.put("secretAccessKey", SECRET);
    data.put("accountId", account.id());
    data.put("serviceAccount", namespace + "/" + serviceAccount);
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(id.toLowerCase(java.util.Locale.ROOT))
                .withNamespace(namespace)
                .endMetadata()
                .withType(SecretAccessKeys.TYPE)
                .withStringData(data)
                .build())
        .create();
  }

  private void grant(String serviceAccount, String verb, String resource) {
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(serviceAccount)
                .withNamespace(namespace)
                .endMetadata()
                .addNewRule()
                .withApiGroups("kube-ecs.dev")
                .withResources(resource)
                .withVerbs(verb)
                .endRule()
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(serviceAccount)
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", serviceAccount)
                .addNewSubject("", "ServiceAccount", serviceAccount, namespace)
                .build())
        .create();
  }
}
