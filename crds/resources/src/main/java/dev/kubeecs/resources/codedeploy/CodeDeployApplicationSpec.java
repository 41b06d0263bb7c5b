package dev.kubeecs.resources.codedeploy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.kubeecs.model.Immutable;
import dev.kubeecs.resources.Fixed;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What CreateApplication and CreateDeploymentGroup take. */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CodeDeployApplicationSpec(
    @JsonPropertyDescription("Name of the application; metadata.name when absent.")
        @Pattern(CodeDeployApplicationSpec.NAME)
        @Size(min = 1, max = 100)
        @Fixed("create another application")
        String applicationName,
    @JsonPropertyDescription("How the services of the application are deployed, one in each.")
        @Size(max = 100)
        List<DeploymentGroupSpec> deploymentGroups)
    implements CodeDeployApplicationSpecBuilder.With {

  /** Names of applications and of deployment groups. */
  static final String NAME = "^[A-Za-z0-9+=,.@_-]+$";

  public CodeDeployApplicationSpec {
    deploymentGroups = Immutable.copy(deploymentGroups);
  }
}
