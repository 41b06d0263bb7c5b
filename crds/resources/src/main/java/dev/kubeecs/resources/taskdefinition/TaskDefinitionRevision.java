package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One revision of a family; immutable but for its desired status. */
@JsonClassDescription(
    "One registered revision of a task definition family, immutable but for desiredStatus.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("tdr")
@AdditionalPrinterColumn(name = "Family", jsonPath = ".spec.family", type = Type.STRING)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".spec.revision", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "CPU",
    jsonPath = ".spec.taskDefinition.cpu",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Memory",
    jsonPath = ".spec.taskDefinition.memory",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Network Mode",
    jsonPath = ".spec.taskDefinition.networkMode",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class TaskDefinitionRevision
    extends CustomResource<TaskDefinitionRevisionSpec, TaskDefinitionRevisionStatus>
    implements Namespaced {}
