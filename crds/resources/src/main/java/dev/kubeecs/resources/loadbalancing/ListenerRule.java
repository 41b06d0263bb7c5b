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

/** A rule of a listener. */
@JsonClassDescription("What becomes of requests to a listener that meet conditions.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("elbr")
@AdditionalPrinterColumn(name = "Listener", jsonPath = ".spec.listener", type = Type.STRING)
@AdditionalPrinterColumn(name = "Priority", jsonPath = ".spec.priority", type = Type.INTEGER)
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
public class ListenerRule extends CustomResource<ListenerRuleSpec, ListenerRuleStatus>
    implements Namespaced {}
