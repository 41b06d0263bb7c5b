package dev.kubeecs.resources.service;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A task set of a service with an external deployment controller. */
@JsonClassDescription(
    "A task set of a service whose deployment controller is EXTERNAL or CODE_DEPLOY.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsset")
@AdditionalPrinterColumn(name = "Service", jsonPath = ".spec.service", type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Desired",
    jsonPath = ".status.computedDesiredCount",
    type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Running", jsonPath = ".status.runningCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Pending", jsonPath = ".status.pendingCount", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Task Definition",
    jsonPath = ".spec.taskDefinition",
    type = Type.STRING)
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
public class EcsTaskSet extends CustomResource<EcsTaskSetSpec, EcsTaskSetStatus>
    implements Namespaced {}
