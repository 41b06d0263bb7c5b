package dev.kubeecs.resources.autoscaling;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A service that is scaled by itself. */
@JsonClassDescription(
    "A service whose desired count is scaled by itself, between limits: by policies and by schedule.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsscale")
@AdditionalPrinterColumn(name = "Target", jsonPath = ".spec.resourceId", type = Type.STRING)
@AdditionalPrinterColumn(name = "Min", jsonPath = ".spec.minCapacity", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Max", jsonPath = ".spec.maxCapacity", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Last Activity",
    jsonPath = ".status.activities[0].description",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class ScalableTarget extends CustomResource<ScalableTargetSpec, ScalableTargetStatus>
    implements Namespaced {}
