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

/** One revision of a daemon task definition family; immutable but for its desired status. */
@JsonClassDescription(
    "One registered revision of a family of daemon task definitions, immutable but for "
        + "desiredStatus.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsdtd")
@AdditionalPrinterColumn(name = "Family", jsonPath = ".spec.family", type = Type.STRING)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".spec.revision", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class DaemonTaskDefinition
    extends CustomResource<DaemonTaskDefinitionSpec, DaemonTaskDefinitionStatus>
    implements Namespaced {}
