package dev.kubeecs.localcluster;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The finalizers by which kube-ecs keeps objects until it has cleaned up after them. */
final class Finalizers {

  private static final String GROUP = "kube-ecs.dev";
  private static final String PREFIX = GROUP + "/";

  private Finalizers() {}

  /**
   * Removes the finalizers of kube-ecs from everything in a namespace that may carry one.
   *
   * @return the objects that were held, as kind/name
   */
  static List<String> remove(KubernetesClient client, String namespace) {
    List<String> held = new ArrayList<>();
    for (ResourceDefinitionContext type : typesWithFinalizers(client).toList()) {
      for (GenericKubernetesResource object :
          client.genericKubernetesResources(type).inNamespace(namespace).list().getItems()) {
        List<String> others =
            object.getFinalizers().stream().filter(name -> !name.startsWith(PREFIX)).toList();
        if (others.size() < object.getFinalizers().size()) {
          keepOnly(
              client.genericKubernetesResources(type).inNamespace(namespace).resource(object),
              others);
          held.add(type.getKind() + "/" + object.getMetadata().getName());
        }
      }
    }
    return held;
  }

  /** Whatever else changes in the object meanwhile, and be it that it goes. */
  private static void keepOnly(Resource<GenericKubernetesResource> object, List<String> names) {
    try {
      object.patch(
          PatchContext.of(PatchType.JSON_MERGE),
          Serialization.asJson(Map.of("metadata", Map.of("finalizers", names))));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  /** The resources of our group, and the workloads whose templates may carry our finalizers. */
  private static Stream<ResourceDefinitionContext> typesWithFinalizers(KubernetesClient client) {
    Stream<ResourceDefinitionContext> ours =
        client.getApiGroups().getGroups().stream()
            .filter(group -> group.getName().equals(GROUP))
            .flatMap(group -> group.getVersions().stream())
            .flatMap(
                version ->
                    client.getApiResources(version.getGroupVersion()).getResources().stream()
                        .filter(resource -> !resource.getName().contains("/"))
                        .map(resource -> context(GROUP, version.getVersion(), resource)));
    Stream<ResourceDefinitionContext> workloads =
        Stream.of(
            context("", "v1", "Pod", "pods"),
            context("", "v1", "Service", "services"),
            context("apps", "v1", "Deployment", "deployments"),
            context("apps", "v1", "DaemonSet", "daemonsets"));
    return Stream.concat(ours, workloads);
  }

  private static ResourceDefinitionContext context(
      String group, String version, APIResource resource) {
    return context(group, version, resource.getKind(), resource.getName());
  }

  private static ResourceDefinitionContext context(
      String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
