package dev.kubeecs.resources.service;

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

/** A service: keeps a number of tasks of a definition running. */
@JsonClassDescription(
    "An ECS service: keeps a number of tasks of a definition running, and rolls out changes.")
@ValidationRule(
    value = "(has(self.spec) && has(self.spec.serviceName)) || !self.metadata.name.contains('.')",
    message = "metadata.name cannot have a dot where it is the ECS name: give spec.serviceName")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecssvc")
@AdditionalPrinterColumn(name = "Cluster", jsonPath = ".spec.cluster", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Task Definition",
    jsonPath = ".status.taskDefinition",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Desired", jsonPath = ".status.desiredCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Running", jsonPath = ".status.runningCount", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Pending", jsonPath = ".status.pendingCount", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Rollout",
    jsonPath = ".status.deployments[0].rolloutState",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Strategy",
    jsonPath = ".spec.schedulingStrategy",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Launch Type",
    jsonPath = ".spec.launchType",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.serviceName",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsService extends CustomResource<EcsServiceSpec, EcsServiceStatus>
    implements Namespaced {}
