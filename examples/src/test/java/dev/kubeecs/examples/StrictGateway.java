package dev.kubeecs.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kubeecs.localcluster.Rights;
import dev.kubeecs.localcluster.TestCluster;
import dev.kubeecs.resources.naming.Account;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A second gateway, with the rights of production and strict, to which the containers of the
 * cluster are led; and an account of its own.
 */
record StrictGateway(
    KubeEcs kubeEcs, Program program, KubernetesClient client, AwsCli aws, FilesForTasks files)
    implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MANIFESTS = Checkout.file("ecs-api-gateway/src/main/kubernetes");

  /** There are no volumes from this machine, so the script is fetched. */
  private static final String SCRIPT =
      "import os, urllib.request as u;"
          + " exec(u.urlopen(os.environ['FILES'] + '/inside.py').read())";

  static StrictGateway start(KubeEcs kubeEcs, TestCluster cluster) {
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .build();
    String kubeconfig =
        Rights.kubeconfig(cluster.kubeconfig(), MANIFESTS.resolve("rbac.yaml")).toString();
    InetAddress host = reachableByPods(client);
    int port = freePort(host);
    leadContainers(client, host, port);
    Program program =
        new Program(
            "ecs-api-gateway",
            Map.of(
                "KUBECONFIG",
                kubeconfig,
                "KUBE_ECS_TASK_ENDPOINT_HOST",
                host.getHostAddress(),
                "KUBE_ECS_TASK_ENDPOINT_PORT",
                Integer.toString(port),
                "KUBE_ECS_TASK_ROLE_CREDENTIALS",
                "PT20S",
                "KUBE_ECS_LOGS_FOLDER",
                Checkout.file("examples/target/logs-of-strict").toString()));
    program.start();
    String account = AwsCli.randomAccount();
    StrictGateway gateway =
        new StrictGateway(
            kubeEcs,
            program,
            client,
            new AwsCli(program.address(), account),
            FilesForTasks.serve(host));
    gateway.account(account);
    return gateway;
  }

  private void account(String account) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(aws.namespace())
                .withLabels(new Account(account, AwsCli.REGION).labels())
                .endMetadata()
                .build())
        .create();
    role("everything", "* *");
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("key-" + account)
                .withNamespace(KubeEcs.NAMESPACE)
                .endMetadata()
                .withType("kube-ecs.dev/access-key")
                .withStringData(
                    Map.of(
                        "accessKeyId",
                        account,
                        "secretAccessKey",
                        "any",
                        "accountId",
                        account,
                        "serviceAccount",
                        aws.namespace() + "/everything"))
                .build())
        .create();
    org.awaitility.Awaitility.await("the gateway knows the key")
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> aws.ecs("list-clusters") != null);
  }

  String roleArn(String name) {
    return "arn:aws:iam::%s:role/%s".formatted(aws.account(), name);
  }

  /** A role as a ServiceAccount that may do what is listed: {@code verb resource}. */
  void role(String name, String... allowed) {
    String namespace = aws.namespace();
    List<PolicyRule> rules =
        Stream.of(allowed)
            .map(rule -> rule.split(" "))
            .map(
                rule ->
                    new PolicyRuleBuilder()
                        .withApiGroups("kube-ecs.dev")
                        .withVerbs(rule[0])
                        .withResources(rule[1])
                        .build())
            .toList();
    create(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .build());
    create(
        new RoleBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withRules(rules)
            .build());
    create(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
            .addNewSubject("", "ServiceAccount", name, namespace)
            .build());
  }

  /** A task that runs inside.py. */
  String taskDefinition(String family, String networkMode, String what) {
    return JSON.valueToTree(
            Map.of(
                "family",
                family,
                "networkMode",
                networkMode,
                "cpu",
                "256",
                "memory",
                "256",
                "containerDefinitions",
                List.of(
                    Map.of(
                        "name",
                        "inside",
                        "image",
                        "python:3.12-slim",
                        "memory",
                        200,
                        "stopTimeout",
                        2,
                        "command",
                        List.of("python3", "-c", SCRIPT),
                        "dockerLabels",
                        Map.of("team", "docker-label"),
                        "environment",
                        List.of(
                            Map.of("name", "WHAT", "value", what),
                            Map.of("name", "FILES", "value", files.address().toString()))),
                    Map.of(
                        "name",
                        "beside",
                        "image",
                        "busybox:1.36",
                        "memory",
                        32,
                        "stopTimeout",
                        2,
                        "command",
                        List.of("sleep", "3600")))))
        .toString();
  }

  /** What the script in a task has printed so far. */
  List<String> log(String taskId) {
    Optional<Pod> pod =
        client.pods().inNamespace(aws.namespace()).list().getItems().stream()
            .filter(
                each ->
                    each.getMetadata()
                        .getLabels()
                        .getOrDefault(Labels.TASK, Identifiers.taskId(each.getMetadata().getUid()))
                        .equals(taskId))
            .findFirst();
    try {
      return pod.map(found -> client.pods().resource(found).inContainer("inside").getLog())
          .map(String::lines)
          .orElseGet(Stream::empty)
          .toList();
    } catch (KubernetesClientException notYet) {
      return List.of();
    }
  }

  private static void leadContainers(KubernetesClient client, InetAddress host, int port) {
    Service service;
    try (InputStream manifest = Files.newInputStream(MANIFESTS.resolve("task-endpoint.yaml"))) {
      service = (Service) client.load(manifest).items().getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The gateway of the tests is no Pod, so its endpoint is written by hand.
    service.getSpec().setSelector(null);
    service.getSpec().getPorts().getFirst().setTargetPort(new IntOrString(port));
    apply(client, service);
    apply(
        client,
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName(service.getMetadata().getName())
            .withNamespace(service.getMetadata().getNamespace())
            .addToLabels("kubernetes.io/service-name", service.getMetadata().getName())
            .endMetadata()
            .withAddressType("IPv4")
            .addNewPort()
            .withName("http")
            .withPort(port)
            .endPort()
            .addNewEndpoint()
            .withAddresses(host.getHostAddress())
            .endEndpoint()
            .build());
  }

  private static void apply(KubernetesClient client, HasMetadata resource) {
    client.resource(resource).forceConflicts().serverSideApply();
  }

  private void create(HasMetadata resource) {
    client.resource(resource).create();
  }

  /** The address of this machine on the cluster's network. */
  private static InetAddress reachableByPods(KubernetesClient client) {
    URI server = URI.create(client.getMasterUrl().toString());
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      return socket.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort(InetAddress host) {
    try (ServerSocket socket = new ServerSocket(0, 1, host)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kubeEcs.delete(aws.namespace());
    client.secrets().inNamespace(KubeEcs.NAMESPACE).withName("key-" + aws.account()).delete();
    files.close();
    program.close();
    client.close();
  }
}
