package dev.kubeecs.resources.accountsetting;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An ECS account setting. It has no status: nothing is reconciled, the gateway only reads it. */
@JsonClassDescription(
    "An ECS account setting: a default of the account (its namespace), or of one of its users.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("ecsas")
@AdditionalPrinterColumn(name = "Setting", jsonPath = ".spec.name", type = Type.STRING)
@AdditionalPrinterColumn(name = "Value", jsonPath = ".spec.value", type = Type.STRING)
@AdditionalPrinterColumn(name = "Principal", jsonPath = ".spec.principalArn", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class EcsAccountSetting extends CustomResource<EcsAccountSettingSpec, Void>
    implements Namespaced {}
