package dev.kubeecs.resources.taskdefinition;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A task definition family. Applying it with other content registers the next revision. */
@JsonClassDescription(
    "A task definition family. Applying it with another content registers the next revision.")
@ValidationRule(
    value = "(has(self.spec) && has(self.spec.family)) || !self.metadata.name.contains('.')",
    message = "metadata.name cannot have a dot where it is the ECS name: give spec.family")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("td")
@AdditionalPrinterColumn(name = "Latest", jsonPath = ".status.latestRevision", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.family",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class TaskDefinition extends CustomResource<TaskDefinitionSpec, TaskDefinitionStatus>
    implements Namespaced {}
