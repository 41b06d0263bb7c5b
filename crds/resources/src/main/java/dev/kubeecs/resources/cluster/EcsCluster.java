package dev.kubeecs.resources.cluster;

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

/** An ECS cluster. */
@JsonClassDescription(
    "An ECS cluster: the Nodes, capacity providers and defaults of its services and tasks.")
@ValidationRule(
    value = "(has(self.spec) && has(self.spec.clusterName)) || !self.metadata.name.contains('.')",
    message = "metadata.name cannot have a dot where it is the ECS name: give spec.clusterName")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecscl")
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.status", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Services",
    jsonPath = ".status.activeServicesCount",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Running",
    jsonPath = ".status.runningTasksCount",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Pending",
    jsonPath = ".status.pendingTasksCount",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.clusterName",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class EcsCluster extends CustomResource<EcsClusterSpec, EcsClusterStatus>
    implements Namespaced {

  @Override
  protected EcsClusterSpec initSpec() {
    return EcsClusterSpecBuilder.builder().build();
  }
}
