package dev.kubeecs.resources.crd;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Comparator;
import java.util.List;

/** What annotations cannot say: the category, the order of columns, that a spec is required. */
final class Refinements implements CRDPostProcessor {

  private static final List<String> COLUMNS =
      List.of(
          "Cluster",
          "Service",
          "Family",
          "Group",
          "Task Definition",
          "Revision",
          "Latest",
          "Target",
          "Type",
          "Status",
          "Ready",
          "Services",
          "Desired",
          "Running",
          "Pending",
          "Rollout",
          "Health",
          "Started",
          "Reason",
          "Age");

  @Override
  public HasMetadata process(HasMetadata resource, String version) {
    CustomResourceDefinition definition = (CustomResourceDefinition) resource;
    definition.getSpec().getNames().setCategories(List.of("ecs"));
    definition
        .getSpec()
        .getVersions()
        .forEach(
            served -> {
              served
                  .getAdditionalPrinterColumns()
                  .sort(Comparator.comparingInt(Refinements::position));
              requireSpec(served.getSchema().getOpenAPIV3Schema());
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

  /** A kind whose spec has required members is nothing without a spec. */
  private static void requireSpec(JSONSchemaProps schema) {
    JSONSchemaProps spec = schema.getProperties().get("spec");
    if (spec.getRequired() != null && !spec.getRequired().isEmpty()) {
      schema.setRequired(List.of("spec"));
    }
  }
}
