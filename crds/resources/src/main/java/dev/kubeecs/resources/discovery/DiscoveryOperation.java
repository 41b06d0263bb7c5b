package dev.kubeecs.resources.discovery;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What GetOperation tells of a change that Cloud Map was asked for. */
@JsonClassDescription("A change that Cloud Map was asked for; kept for 30 days, by the API alone.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("sdop")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class DiscoveryOperation extends CustomResource<DiscoveryOperationSpec, Void>
    implements Namespaced {}
