package dev.kubeecs.operator.service.workload;

import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.naming.ObjectNames;
import dev.kubeecs.resources.naming.Owners;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceRevisionSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;

/** What all objects of a service revision carry: name, labels, owner. */
public final class RevisionMetadata {

  private RevisionMetadata() {}

  /** Metadata of an object of the revision, owned by the service. */
  public static ObjectMeta of(EcsService service, EcsServiceRevisionSpec revision) {
    return new ObjectMetaBuilder()
        .withNamespace(service.getMetadata().getNamespace())
        .withName(name(revision))
        .withLabels(labels(revision))
        .withOwnerReferences(Owners.controller(service))
        .build();
  }

  /** The name of the revision, of its deployment and of its workload. */
  public static String name(EcsServiceRevisionSpec revision) {
    return ObjectNames.serviceRevision(revision.serviceName(), revision.deploymentId());
  }

  /** Labels of every object of the revision. */
  public static Map<String, String> labels(EcsServiceRevisionSpec revision) {
    Map<String, String> labels = new TreeMap<>(selector(revision));
    labels.put(Labels.CLUSTER, ObjectNames.cluster(revision.cluster()));
    return labels;
  }

  /** Labels by which the Pods of the revision are known. */
  static Map<String, String> selector(EcsServiceRevisionSpec revision) {
    return new TreeMap<>(
        Map.of(
            Labels.SERVICE, ObjectNames.labelValue(revision.service()),
            Labels.DEPLOYMENT, revision.deploymentId()));
  }

  /** The label selector of all Pods of a service. */
  public static String serviceSelector(String serviceObjectName) {
    return Labels.SERVICE + "=" + ObjectNames.labelValue(serviceObjectName);
  }
}
