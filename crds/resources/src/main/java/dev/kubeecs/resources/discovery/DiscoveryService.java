package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A service of Cloud Map. */
@JsonClassDescription("A name in a namespace of Cloud Map, and the instances that it stands for.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("sdsvc")
@AdditionalPrinterColumn(name = "Namespace", jsonPath = ".spec.namespace", type = Type.STRING)
@AdditionalPrinterColumn(name = "DNS Name", jsonPath = ".status.dnsName", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Instances",
    jsonPath = ".status.instanceCount",
    type = Type.INTEGER)
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
public class DiscoveryService extends CustomResource<DiscoveryServiceSpec, DiscoveryServiceStatus>
    implements Namespaced {}
