package dev.kubeecs.resources.naming;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of the Kubernetes objects behind ECS names. An ECS name that is a DNS label stays as it is;
 * any other gets a readable stem and a hash, so that two ECS names never share an object.
 */
public final class ObjectNames {

  /** Short enough that a suffix still leaves a label value of 63 characters. */
  static final int MAX_LENGTH = 50;

  private static final int MAX_PATH_LENGTH = 200;

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

  /** Looks like one of our own hashed names, so it must be hashed too. */
  private static final Pattern HASHED = Pattern.compile(".*-x[0-9a-f]{10}");

  private ObjectNames() {}

  /** The EcsCluster of an ECS cluster name. */
  public static String cluster(String clusterName) {
    return label(clusterName, MAX_LENGTH);
  }

  /** The TaskDefinition of a family. */
  public static String taskDefinition(String family) {
    return label(family, MAX_LENGTH);
  }

  /** The TaskDefinitionRevision of a family and number. */
  public static String taskDefinitionRevision(String family, int revision) {
    return taskDefinition(family) + "-" + revision;
  }

  /**
   * The EcsService that the API makes: {@code <service>.<cluster>}, since ECS names have no dots.
   */
  public static String service(String clusterName, String serviceName) {
    return label(serviceName, 31) + "." + label(clusterName, 31);
  }

  /** The EcsServiceRevision, and the Deployment, of a deployment of a service. */
  public static String serviceRevision(String serviceName, String deploymentId) {
    return label(serviceName, 31) + "-" + deploymentId;
  }

  /** The EcsCapacityProvider of an ECS capacity provider name. */
  public static String capacityProvider(String name) {
    return label(name, MAX_LENGTH);
  }

  /**
   * What {@link Labels#CAPACITY_PROVIDER} says on the Nodes of a capacity provider: its ECS name,
   * unless that is no label value.
   */
  public static String nodeLabel(String capacityProvider) {
    return LABEL_VALUE.matcher(capacityProvider).matches()
            && !HASHED.matcher(capacityProvider).matches()
        ? capacityProvider
        : label(capacityProvider, 63);
  }

  /** The container in a Pod of a container definition. */
  public static String container(String containerName) {
    return label(containerName, 63);
  }

  /** The volume in a Pod of a volume in a task definition. */
  public static String volume(String volumeName) {
    return label(volumeName, 63);
  }

  /** The LoadBalancer or TargetGroup of a name of ELB's. */
  public static String loadBalancing(String name) {
    return label(name, 32);
  }

  /** The EcsGateway of a gateway's ECS name. */
  public static String gateway(String name) {
    return label(name, MAX_LENGTH);
  }

  /** The LoadBalancer that the services behind a gateway share, an ELB name too. */
  public static String gatewayLoadBalancer(String gateway) {
    return "gateway-" + label(gateway, 24);
  }

  /** Everything of the route from a gateway to a service: an ELB name and a DNS label. */
  public static String gatewayRoute(String gateway, String cluster, String service) {
    String stem = service.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    stem = stem.substring(0, Math.min(stem.length(), 16)).replaceAll("^-+|-+$", "");
    return "ecs-"
        + (stem.isEmpty() ? "" : stem + "-")
        + hash(gateway + "/" + cluster + "/" + service);
  }

  /** The CodeDeployApplication of an application's name. */
  public static String codeDeployApplication(String name) {
    return label(name, MAX_LENGTH);
  }

  /** The MetricAlarm of an alarm's name. */
  public static String metricAlarm(String name) {
    return label(name, MAX_LENGTH);
  }

  /** The DiscoveryNamespace of a name: {@code shop.internal} is as it stands. */
  public static String discoveryNamespace(String name) {
    boolean readable =
        name.length() <= MAX_PATH_LENGTH
            && Stream.of(name.split("\\.", -1)).allMatch(ObjectNames::isPlain);
    return readable ? name : label(name, MAX_LENGTH);
  }

  /** The DiscoveryService of a name: {@code web} in {@code shop.internal} is in that order. */
  public static String discoveryService(String namespace, String service) {
    return label(service, 31) + "." + discoveryNamespace(namespace);
  }

  /** The Service behind a name of Service Connect in a namespace. */
  public static String clientAlias(String namespace, String dnsName) {
    return "connect-" + label(dnsName + "/" + namespace, MAX_LENGTH);
  }

  /** The CronJob that takes the place of a Lambda function of that name. */
  public static String cronJob(String functionName) {
    return label(functionName, MAX_LENGTH);
  }

  /** The ServiceAccount of an IAM role's name. */
  public static String serviceAccount(String roleName) {
    return label(roleName, 63);
  }

  /**
   * The Secret of a secret of Secrets Manager: {@code prod/db} is {@code secretsmanager.prod.db}.
   */
  public static String secret(String secretName) {
    return path("secretsmanager", secretName);
  }

  /** The Secret of a parameter of Parameter Store: {@code /prod/key} is {@code ssm.prod.key}. */
  public static String parameter(String parameterName) {
    return path("ssm", parameterName.replaceFirst("^/", ""));
  }

  /**
   * The Secret of an environment file: {@code prod/app.env} in {@code b} is {@code s3.b.prod.app}.
   */
  public static String environmentFile(String bucket, String key) {
    return path("s3", bucket + "/" + key.replaceFirst("\\.env$", ""));
  }

  /**
   * The PersistentVolumeClaim of a file system, or of an access point of it: {@code efs.fs-1234},
   * {@code efs.fs-1234.fsap-5678}.
   *
   * @param accessPoint may be null
   */
  public static String fileSystem(String service, String id, String accessPoint) {
    return path(service, accessPoint == null ? id : id + "/" + accessPoint);
  }

  /** A group of tasks as a label value. */
  public static String group(String group) {
    return label(group, 63);
  }

  /** An object's name as a label value: the same, unless it is too long for one. */
  public static String labelValue(String objectName) {
    return objectName.length() <= 63 ? objectName : label(objectName, 63);
  }

  /** Slashes become dots where all between them is a DNS label; any other path is hashed. */
  private static String path(String store, String path) {
    boolean readable =
        path.length() <= MAX_PATH_LENGTH
            && Stream.of(path.split("/", -1)).allMatch(ObjectNames::isPlain);
    return store + "." + (readable ? path.replace('/', '.') : label(path, MAX_LENGTH));
  }

  private static boolean isPlain(String part) {
    return DNS_LABEL.matcher(part).matches()
        && part.length() <= MAX_LENGTH
        && !HASHED.matcher(part).matches();
  }

  private static String label(String name, int maxLength) {
    if (name.length() <= maxLength
        && DNS_LABEL.matcher(name).matches()
        && !HASHED.matcher(name).matches()) {
      return name;
    }
    String stem = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    stem = stem.substring(0, Math.min(stem.length(), maxLength - 12)).replaceAll("^-+|-+$", "");
    return (stem.isEmpty() ? "n" : stem) + "-x" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
