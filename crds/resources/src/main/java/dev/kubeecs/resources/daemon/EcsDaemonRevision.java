package dev.kubeecs.resources.daemon;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A daemon revision, immutable, and the deployment that rolls it out. */
@JsonClassDescription(
    "What a daemon runs at one deployment, immutable, and how that deployment went. Written by the "
        + "operator.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsdrev")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Task Definition",
    jsonPath = ".spec.daemonTaskDefinition",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.statusReason", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class EcsDaemonRevision
    extends CustomResource<EcsDaemonRevisionSpec, EcsDaemonRevisionStatus> implements Namespaced {}
