package dev.kubeecs.resources.task;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A task: RunTask writes it, kubectl may too, and one mirrors every task of a service. */
@JsonClassDescription(
    "An ECS task: one run of the containers of a task definition, in one Pod; one mirrors each "
        + "task of a service.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecst")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster", type = Type.STRING)
@AdditionalPrinterColumn(name = "Group", jsonPath = ".status.group", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Task Definition",
    jsonPath = ".status.taskDefinition",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.lastStatus", type = Type.STRING)
@AdditionalPrinterColumn(name = "Health", jsonPath = ".status.healthStatus", type = Type.STRING)
@AdditionalPrinterColumn(name = "Started", jsonPath = ".status.startedAt", type = Type.DATE)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.stoppedReason", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Pod",
    jsonPath = ".status.podName",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Launch Type",
    jsonPath = ".status.launchType",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Zone",
    jsonPath = ".status.availabilityZone",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Stop Code",
    jsonPath = ".status.stopCode",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsTask extends CustomResource<EcsTaskSpec, EcsTaskStatus> implements Namespaced {}
