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

/** A service revision: the workload configuration of a service at one deployment; immutable. */
@JsonClassDescription(
    "What a service runs at one deployment, immutable; one Deployment or DaemonSet. Written by the "
        + "operator.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsrev")
@AdditionalPrinterColumn(name = "Service", jsonPath = ".spec.service", type = Type.STRING)
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Task Definition",
    jsonPath = ".spec.taskDefinition",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Launch Type",
    jsonPath = ".spec.launchType",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Deployment",
    jsonPath = ".spec.deploymentId",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsServiceRevision
    extends CustomResource<EcsServiceRevisionSpec, EcsServiceRevisionStatus>
    implements Namespaced {}
