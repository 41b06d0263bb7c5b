package dev.kubeecs.resources.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the generator's annotations cannot say: the category, the order of columns, what the kind,
 * its spec and its status are, what a spec needs and may not change, what a condition looks like.
 *
 * @param kinds the class of each kind
 * @param rules what ECS demands beyond its model
 */
record Refinements(Map<String, Class<? extends HasMetadata>> kinds, SpecRules rules)
    implements CRDPostProcessor {

  private static final List<String> COLUMNS =
      List.of(
          "Cluster",
          "Setting",
          "Value",
          "Principal",
          "Namespace",
          "Service",
          "Load Balancer",
          "Listener",
          "Protocol",
          "Port",
          "Priority",
          "Family",
          "Group",
          "Task Definition",
          "Revision",
          "Latest",
          "Target",
          "Min",
          "Max",
          "Metric",
          "State",
          "Type",
          "Status",
          "Stage",
          "DNS Name",
          "Healthy",
          "Targets",
          "Instances",
          "Services",
          "Desired",
          "Running",
          "Pending",
          "Rollout",
          "Ready",
          "Health",
          "Started",
          "Reason",
          "Age",
          "Strategy",
          "Pod",
          "Launch Type",
          "Zone",
          "Stop Code",
          "CPU",
          "Memory",
          "Network Mode",
          "Deployment",
          "ECS Name",
          "Last Activity",
          "Message");

  @Override
  public HasMetadata process(HasMetadata resource, String version) {
    CustomResourceDefinition definition = (CustomResourceDefinition) resource;
    definition.getSpec().getNames().setCategories(List.of("ecs"));
    Class<? extends HasMetadata> kind = kinds.get(definition.getSpec().getNames().getKind());
    definition
        .getSpec()
        .getVersions()
        .forEach(
            served -> {
              served
                  .getAdditionalPrinterColumns()
                  .sort(Comparator.comparingInt(Refinements::position));
              JSONSchemaProps schema = served.getSchema().getOpenAPIV3Schema();
              describe(kind, schema);
              refineSpec(kind, schema.getProperties().get("spec"));
              requireSpec(schema);
              refineStatus(schema);
            });
    return definition;
  }

  private static int position(CustomResourceColumnDefinition column) {
    int position = COLUMNS.indexOf(column.getName());
    if (position < 0) {
      throw new IllegalArgumentException("give the column " + column.getName() + " a place");
    }
    return position;
  }

  private static void describe(Class<? extends HasMetadata> kind, JSONSchemaProps schema) {
    JsonClassDescription description = kind.getAnnotation(JsonClassDescription.class);
    if (description == null) {
      throw new IllegalArgumentException("give " + kind.getSimpleName() + " a class description");
    }
    schema.setDescription(description.value());
    schema
        .getProperties()
        .get("spec")
        .setDescription("What is wanted, in the words of the ECS API.");
  }

  private void refineSpec(Class<? extends HasMetadata> kind, JSONSchemaProps schema) {
    Class<?> spec =
        (Class<?>) ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments()[0];
    rules.refine(spec, schema);
    FixedMembers.refine(spec, schema);
  }

  /** A kind that nobody reconciles has no status. */
  private static void refineStatus(JSONSchemaProps schema) {
    JSONSchemaProps status = schema.getProperties().get("status");
    if (status.getProperties().isEmpty()) {
      schema.getProperties().remove("status");
    } else {
      status.setDescription("What is; written by the operator alone.");
      Conditions.refine(status);
    }
  }

  /** A kind whose spec has required members is nothing without a spec. */
  private static void requireSpec(JSONSchemaProps schema) {
    JSONSchemaProps spec = schema.getProperties().get("spec");
    if (spec.getRequired() != null && !spec.getRequired().isEmpty()) {
      schema.setRequired(List.of("spec"));
    }
  }
}
