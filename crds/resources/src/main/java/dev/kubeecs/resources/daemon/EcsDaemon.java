package dev.kubeecs.resources.daemon;

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

/** A daemon: one task on every Node of its capacity providers. */
@JsonClassDescription("A daemon: one task on every Node of its capacity providers; a DaemonSet.")
@ValidationRule(
    value = "has(self.spec.daemonName) || !self.metadata.name.contains('.')",
    message = "metadata.name cannot have a dot where it is the ECS name: give spec.daemonName")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsd")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Task Definition",
    jsonPath = ".spec.daemonTaskDefinition",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(name = "Desired", jsonPath = ".status.desiredCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Running", jsonPath = ".status.runningCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Rollout", jsonPath = ".status.rollout", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.daemonName",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsDaemon extends CustomResource<EcsDaemonSpec, EcsDaemonStatus>
    implements Namespaced {}
