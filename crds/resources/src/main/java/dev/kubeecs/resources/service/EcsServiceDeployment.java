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

/** A service deployment: one rollout of a service from its present revisions to another. */
@JsonClassDescription(
    "A service deployment: one rollout of a service from its present revisions to another. Written "
        + "by the operator.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsdeploy")
@AdditionalPrinterColumn(name = "Service", jsonPath = ".spec.service", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Target",
    jsonPath = ".spec.targetServiceRevision",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Reason", jsonPath = ".status.statusReason", type = Type.STRING)
@AdditionalPrinterColumn(name = "Stage", jsonPath = ".status.lifecycleStage", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsServiceDeployment
    extends CustomResource<EcsServiceDeploymentSpec, EcsServiceDeploymentStatus>
    implements Namespaced {}
