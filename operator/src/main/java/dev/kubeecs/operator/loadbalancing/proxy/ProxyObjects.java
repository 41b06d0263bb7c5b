package dev.kubeecs.operator.loadbalancing.proxy;

import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.naming.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The Deployment of a proxy and the ConfigMap that a new Pod of it begins with. */
public final class ProxyObjects {

  /** The container of the proxy. */
  public static final String CONTAINER = "haproxy";

  private static final long USER = 65532;
  private static final String SCRIPTS = "/etc/kube-ecs";
  private static final String STATE = "/run/haproxy";

  /** Seconds for which connections may go on, at most, when no new ones are taken any more. */
  private static final int DRAIN_SECONDS = 30;

  private ProxyObjects() {}

  /** The labels of everything of a load balancer. */
  public static Map<String, String> labels(LoadBalancer loadBalancer) {
    return Map.of(Labels.LOAD_BALANCER, loadBalancer.getMetadata().getName());
  }

  /** What a new Pod begins with. */
  public static ConfigMap configuration(
      LoadBalancer loadBalancer, OwnerReference owner, ProxyConfiguration configuration) {
    return new ConfigMapBuilder()
        .withMetadata(metadata(loadBalancer, owner))
        .withData(
            Map.of(
                "haproxy.cfg",
                configuration.text(),
                "run",
                script("run"),
                "apply",
                script("apply")))
        .build();
  }

  /**
   * The proxy.
   *
   * @param secrets certificates that its listeners need
   */
  public static Deployment deployment(
      LoadBalancer loadBalancer,
      OwnerReference owner,
      String image,
      int replicas,
      List<String> secrets) {
    return new DeploymentBuilder()
        .withMetadata(metadata(loadBalancer, owner))
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(0)
        .withNewSelector()
        .withMatchLabels(labels(loadBalancer))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels(loadBalancer))
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(DRAIN_SECONDS + 15L)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .addNewSysctl("net.ipv4.ip_unprivileged_port_start", "0")
        .endSecurityContext()
        .addNewContainer()
        .withName(CONTAINER)
        .withImage(image)
        .withCommand("bash", SCRIPTS + "/run")
        .withNewResources()
        .addToRequests("cpu", new Quantity("50m"))
        .addToRequests("memory", new Quantity("64Mi"))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .addToDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withNewReadinessProbe()
        .withPeriodSeconds(1)
        .withNewHttpGet()
        .withNewPort(ProxyConfiguration.HEALTH_PORT)
        .withPath("/")
        .endHttpGet()
        .endReadinessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand("bash", SCRIPTS + "/apply", "drain", String.valueOf(DRAIN_SECONDS))
        .endExec()
        .endPreStop()
        .endLifecycle()
        .addNewVolumeMount()
        .withName("configuration")
        .withMountPath(SCRIPTS)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("state")
        .withMountPath(STATE)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("certificates")
        .withMountPath(Certificates.FOLDER)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("configuration")
        .withNewConfigMap()
        .withName(LoadBalancers.service(loadBalancer))
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("state")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .addToVolumes(certificates(secrets))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** HAProxy finds the key of {@code x.pem} in {@code x.pem.key}. */
  private static Volume certificates(List<String> secrets) {
    List<VolumeProjection> sources =
        secrets.stream()
            .map(
                secret ->
                    new VolumeProjectionBuilder()
                        .withNewSecret()
                        .withName(secret)
                        .addNewItem("tls.crt", null, secret + ".pem")
                        .addNewItem("tls.key", null, secret + ".pem.key")
                        .endSecret()
                        .build())
            .toList();
    return new VolumeBuilder()
        .withName("certificates")
        .withNewProjected()
        .withSources(sources)
        .endProjected()
        .build();
  }

  /** All that a proxy is made of, by kind: their names. */
  public static Map<Class<? extends HasMetadata>, String> all(LoadBalancer loadBalancer) {
    String name = LoadBalancers.service(loadBalancer);
    return Map.of(Service.class, name, Deployment.class, name, ConfigMap.class, name);
  }

  private static ObjectMeta metadata(LoadBalancer loadBalancer, OwnerReference owner) {
    return new ObjectMetaBuilder()
        .withNamespace(loadBalancer.getMetadata().getNamespace())
        .withName(LoadBalancers.service(loadBalancer))
        .withLabels(labels(loadBalancer))
        .withOwnerReferences(owner)
        .build();
  }

  private static String script(String name) {
    try (InputStream content = ProxyObjects.class.getResourceAsStream(name)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
