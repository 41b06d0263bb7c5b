package dev.kubeecs.resources.loadbalancing;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A listener. */
@JsonClassDescription(
    "A port of a load balancer, and what becomes of requests that no rule matches.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("elbl")
@AdditionalPrinterColumn(
    name = "Load Balancer",
    jsonPath = ".spec.loadBalancer",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Protocol", jsonPath = ".spec.protocol", type = Type.STRING)
@AdditionalPrinterColumn(name = "Port", jsonPath = ".spec.port", type = Type.INTEGER)
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
public class Listener extends CustomResource<ListenerSpec, ListenerStatus> implements Namespaced {}
