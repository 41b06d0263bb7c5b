package dev.kubeecs.resources.capacity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.ecs.CapacityProviderStatus;
import dev.kubeecs.api.ecs.CapacityProviderType;
import dev.kubeecs.api.ecs.CapacityProviderUpdateStatus;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.StatusWithConditions;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** What DescribeCapacityProviders tells beyond the spec. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EcsCapacityProviderStatus(
    @JsonPropertyDescription("Amazon Resource Name of the capacity provider.")
        String capacityProviderArn,
    @JsonPropertyDescription("PROVISIONING, ACTIVE, DEPROVISIONING or INACTIVE.")
        CapacityProviderStatus status,
    @JsonPropertyDescription("EC2_AUTOSCALING, MANAGED_INSTANCES, FARGATE or FARGATE_SPOT.")
        CapacityProviderType type,
    @JsonPropertyDescription("How the last update went.") CapacityProviderUpdateStatus updateStatus,
    @JsonPropertyDescription("Why updateStatus is what it is.") String updateStatusReason,
    @JsonPropertyDescription("Nodes that are this capacity: the N of its reservation.")
        Integer registeredInstancesCount,
    @JsonPropertyDescription(
            "Nodes that the tasks on it need, those without a Node included: the M of its "
                + "reservation.")
        Integer neededInstancesCount,
    @JsonPropertyDescription(
            "CapacityProviderReservation: needed per registered instance, in percent. Above the "
                + "targetCapacity of managedScaling more Nodes are wanted, below it fewer.")
        Integer reservation,
    @JsonPropertyDescription("When it became INACTIVE.") Instant inactiveAt,
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready and its kin: what is wrong, where something is.")
        List<Condition> conditions)
    implements EcsCapacityProviderStatusBuilder.With, StatusWithConditions {

  public EcsCapacityProviderStatus {
    conditions = Immutable.copy(conditions);
  }
}
