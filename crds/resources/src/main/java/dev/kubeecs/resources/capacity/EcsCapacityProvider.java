package dev.kubeecs.resources.capacity;

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

/** A capacity provider. */
@JsonClassDescription(
    "A capacity provider: Nodes that tasks may be placed on, and how they grow in number.")
@ValidationRule(
    value = "(has(self.spec) && has(self.spec.name)) || !self.metadata.name.contains('.')",
    message = "metadata.name cannot have a dot where it is the ECS name: give spec.name")
@ValidationRule(
    value =
        "!((has(self.spec) && has(self.spec.name)) ? self.spec.name : self.metadata.name)"
            + ".lowerAscii().matches('^(aws|ecs|fargate)')",
    message = "the name of a capacity provider cannot begin with aws, ecs or fargate")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecscp")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".status.type", type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.name",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsCapacityProvider
    extends CustomResource<EcsCapacityProviderSpec, EcsCapacityProviderStatus>
    implements Namespaced {}
