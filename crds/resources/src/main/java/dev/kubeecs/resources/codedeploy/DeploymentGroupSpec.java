package dev.kubeecs.resources.codedeploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.api.codedeploy.AutoRollbackConfiguration;
import dev.kubeecs.api.codedeploy.BlueInstanceTerminationOption;
import dev.kubeecs.api.codedeploy.DeploymentReadyOption;
import dev.kubeecs.api.codedeploy.ECSService;
import dev.kubeecs.api.codedeploy.TargetGroupPairInfo;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How one service is deployed: a deployment group of CodeDeploy. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeploymentGroupSpec(
    @JsonPropertyDescription("Name of the deployment group, unique in its application.")
        @Required
        @Pattern(CodeDeployApplicationSpec.NAME)
        @Size(min = 1, max = 100)
        String deploymentGroupName,
    @JsonPropertyDescription("How traffic is shifted; CodeDeployDefault.ECSAllAtOnce when absent.")
        @Size(min = 1, max = 100)
        String deploymentConfigName,
    @JsonPropertyDescription("Role of CodeDeploy in the words of AWS; only told again.")
        String serviceRoleArn,
    @JsonPropertyDescription("The service that is deployed.") @Required ECSService ecsService,
    @JsonPropertyDescription("The target groups that change roles, and the listeners.") @Required
        TargetGroupPairInfo targetGroupPairInfo,
    @JsonPropertyDescription("How long the old tasks stay once all traffic has gone over.")
        BlueInstanceTerminationOption terminateBlueInstancesOnDeploymentSuccess,
    @JsonPropertyDescription("Whether somebody is awaited before traffic goes over.")
        DeploymentReadyOption deploymentReadyOption,
    @JsonPropertyDescription("When a deployment that does not succeed is undone by itself.")
        AutoRollbackConfiguration autoRollbackConfiguration)
    implements DeploymentGroupSpecBuilder.With {}
