package dev.kubeecs.resources.gateway;

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

/** A gateway. */
@JsonClassDescription(
    "A gateway of ECS: gives services a load balancer that they share, and each a host name.")
@ValidationRule(
    value = "(has(self.spec) && has(self.spec.name)) || !self.metadata.name.contains('.')",
    message = "metadata.name cannot have a dot where it is the ECS name: give spec.name")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsgw")
@AdditionalPrinterColumn(name = "DNS Name", jsonPath = ".status.dnsName", type = Type.STRING)
@AdditionalPrinterColumn(name = "Services", jsonPath = ".status.routeCount", type = Type.INTEGER)
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
public class EcsGateway extends CustomResource<EcsGatewaySpec, EcsGatewayStatus>
    implements Namespaced {}
