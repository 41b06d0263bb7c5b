package dev.kubeecs.resources.codedeploy;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An application of CodeDeploy; nobody reconciles it. */
@JsonClassDescription(
    "An application of CodeDeploy: how services with the deployment controller CODE_DEPLOY are"
        + " deployed. Read by the API alone, when a deployment is asked for.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("cdapp")
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.applicationName",
    type = Type.STRING,
    priority = 1)
public class CodeDeployApplication extends CustomResource<CodeDeployApplicationSpec, Void>
    implements Namespaced {}
