package dev.kubeecs.resources.taskdefinition.validation;

import dev.kubeecs.api.ecs.Attribute;
import dev.kubeecs.api.ecs.ContainerDefinition;
import dev.kubeecs.api.ecs.LogDriver;
import dev.kubeecs.api.ecs.NetworkMode;
import dev.kubeecs.api.ecs.ResourceType;
import dev.kubeecs.api.ecs.Secret;
import dev.kubeecs.api.ecs.Volume;
import dev.kubeecs.resources.Absent;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The capabilities that a container instance must have to run a task definition: {@code
 * requiresAttributes} of its description. Source: attributes that the ECS agent registers.
 */
public final class RequiredAttributes {

  private static final String DOCKER = "com.amazonaws.ecs.capability.";
  private static final String ECS = "ecs.capability.";

  /** What only an instance with GPUs has. */
  public static final String GPU = ECS + "gpu";

  /**
   * What an instance has that gives containers their {@code ulimits}: whoever runs a runtime plugin
   * for it says so by PutAttributes (ADR 60).
   */
  public static final String ULIMITS = "kube-ecs.ulimits";

  /**
   * What every Node can do for a task: whatever kube-ecs honours of a task definition, it honours
   * on each, but for GPUs and ulimits.
   */
  private static final List<String> HONOURED =
      Stream.concat(
              Stream.of(
                      "docker-remote-api.1.17",
                      "docker-remote-api.1.18",
                      "docker-remote-api.1.19",
                      "docker-remote-api.1.21",
                      "docker-remote-api.1.24",
                      "docker-remote-api.1.25",
                      "docker-remote-api.1.44",
                      "ecr-auth",
                      "logging-driver.awslogs",
                      "logging-driver.json-file",
                      "logging-driver.none",
                      "privileged-container",
                      "task-iam-role",
                      "task-iam-role-network-host")
                  .map(DOCKER::concat),
              Stream.of(
                      "container-health-check",
                      "container-ordering",
                      "docker-plugin.local",
                      "env-files.s3",
                      "execution-role-awslogs",
                      "execution-role-ecr-pull",
                      "pid-ipc-namespace-sharing",
                      "private-registry-authentication.secretsmanager",
                      "secrets.asm.environment-variables",
                      "secrets.ssm.environment-variables",
                      "task-cpu-mem-limit",
                      "task-eni")
                  .map(ECS::concat))
          .sorted()
          .toList();

  private static final Pattern ECR_IMAGE =
      Pattern.compile("\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/.+");

  private final TaskDefinitionSpec definition;
  private final TreeSet<String> names = new TreeSet<>();

  private RequiredAttributes(TaskDefinitionSpec definition) {
    this.definition = definition;
  }

  /** The attributes of a definition, sorted by name; the same for the same definition. */
  public static List<Attribute> of(TaskDefinitionSpec definition) {
    RequiredAttributes required = new RequiredAttributes(definition);
    required.addTask();
    required.addContainers();
    required.addLogging();
    required.addVolumes();
    return required.names.stream().map(name -> Attribute.builder().name(name).build()).toList();
  }

  /** Whether a container of the definition asks for limits of its own. */
  public static boolean wantsUlimits(TaskDefinitionSpec definition) {
    return Absent.asEmpty(definition.containerDefinitions()).stream()
        .anyMatch(container -> !Absent.asEmpty(container.ulimits()).isEmpty());
  }

  /** The names of the capabilities that every container instance has, sorted. */
  public static List<String> honoured() {
    return HONOURED;
  }

  private void addTask() {
    boolean role = definition.taskRoleArn() != null;
    boolean host = definition.networkMode() == NetworkMode.HOST;
    names.add(DOCKER + "docker-remote-api.1.18");
    require(definition.networkMode() == NetworkMode.AWSVPC, ECS + "task-eni");
    require(role && !host, DOCKER + "task-iam-role");
    require(role && host, DOCKER + "task-iam-role-network-host");
    require(definition.cpu() != null || definition.memory() != null, ECS + "task-cpu-mem-limit");
    require(
        definition.pidMode() != null || definition.ipcMode() != null,
        ECS + "pid-ipc-namespace-sharing");
  }

  private void addContainers() {
    boolean pullsFromEcr = any(c -> c.image() != null && ECR_IMAGE.matcher(c.image()).matches());
    require(pullsFromEcr, DOCKER + "ecr-auth");
    require(pullsFromEcr && definition.executionRoleArn() != null, ECS + "execution-role-ecr-pull");
    require(
        any(c -> c.repositoryCredentials() != null),
        ECS + "private-registry-authentication.secretsmanager");
    require(any(c -> Boolean.TRUE.equals(c.privileged())), DOCKER + "privileged-container");
    require(any(c -> c.healthCheck() != null), ECS + "container-health-check");
    require(any(c -> c.memoryReservation() != null), DOCKER + "docker-remote-api.1.21");
    require(any(c -> has(c.dependsOn())), ECS + "container-ordering");
    require(any(c -> has(c.environmentFiles())), ECS + "env-files.s3");
    require(any(RequiredAttributes::wantsGpu), GPU);
    require(wantsUlimits(definition), ULIMITS);
    require(
        secrets().anyMatch(SecretRules::isOfSecretsManager),
        ECS + "secrets.asm.environment-variables");
    require(
        secrets().anyMatch(secret -> !SecretRules.isOfSecretsManager(secret)),
        ECS + "secrets.ssm.environment-variables");
  }

  private void addLogging() {
    containers()
        .filter(c -> c.logConfiguration() != null)
        .map(c -> c.logConfiguration().logDriver())
        .forEach(driver -> names.add(DOCKER + "logging-driver." + driver));
    require(
        definition.executionRoleArn() != null && logsTo(LogDriver.AWSLOGS),
        ECS + "execution-role-awslogs");
    containers()
        .filter(c -> c.firelensConfiguration() != null)
        .forEach(c -> names.add(ECS + "firelens." + c.firelensConfiguration().type()));
  }

  private void addVolumes() {
    List<Volume> volumes = Absent.asEmpty(definition.volumes());
    require(volumes.stream().anyMatch(v -> v.efsVolumeConfiguration() != null), ECS + "efsAuth");
    volumes.stream()
        .filter(v -> v.dockerVolumeConfiguration() != null)
        .map(v -> v.dockerVolumeConfiguration().driver())
        .forEach(driver -> names.add(ECS + "docker-plugin." + (driver == null ? "local" : driver)));
  }

  private void require(boolean needed, String name) {
    if (needed) {
      names.add(name);
    }
  }

  private Stream<ContainerDefinition> containers() {
    return TaskDefinitionValidation.containers(definition).stream();
  }

  private boolean any(Predicate<ContainerDefinition> condition) {
    return containers().anyMatch(condition);
  }

  private boolean logsTo(LogDriver driver) {
    return any(c -> c.logConfiguration() != null && c.logConfiguration().logDriver() == driver);
  }

  private Stream<Secret> secrets() {
    return containers().flatMap(c -> Absent.asEmpty(c.secrets()).stream());
  }

  private static boolean wantsGpu(ContainerDefinition container) {
    return Absent.asEmpty(container.resourceRequirements()).stream()
        .anyMatch(r -> r.type() == ResourceType.GPU);
  }

  private static boolean has(List<?> list) {
    return !Absent.asEmpty(list).isEmpty();
  }
}
