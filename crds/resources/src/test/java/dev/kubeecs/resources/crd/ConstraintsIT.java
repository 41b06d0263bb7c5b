package dev.kubeecs.resources.crd;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.localcluster.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real API server enforces every type, enumeration, pattern, range, size and required member of
 * the schemas, each tried at each place where a valid manifest has a value.
 */
@KubernetesTest
class ConstraintsIT {

  private static final ObjectMapper JSON = new JsonMapper();

  private static TestNamespace namespace;

  @BeforeAll
  static void shareANamespace(TestNamespace ofTheClass) {
    namespace = ofTheClass;
  }

  static List<Class<? extends HasMetadata>> kinds() {
    return GenerateCustomResourceDefinitions.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void areEnforcedAtEveryField(Class<? extends HasMetadata> kind) {
    Set<String> tried = new HashSet<>();
    Set<String> notEnforced = new TreeSet<>();
    Manifest.valid()
        .map(manifest -> manifest.documents().getFirst())
        .filter(document -> document.getKind().equals(HasMetadata.getKind(kind)))
        .forEach(
            valid ->
                Violation.of(JSON.valueToTree(valid), Definitions.schema(kind)).stream()
                    .filter(violation -> tried.add(violation.rule()))
                    .collect(groupingBy(v -> v.path().size() + v.constraint()))
                    .values()
                    .forEach(together -> notEnforced.addAll(notRefused(valid, together))));
    assertThat(tried).isNotEmpty();
    assertThat(notEnforced).as("constraints that are not enforced").isEmpty();
  }

  private static List<String> notRefused(
      GenericKubernetesResource valid, List<Violation> violations) {
    Set<String> refused = refusedFields(valid, violations);
    return violations.stream()
        .filter(violation -> !refused.contains(violation.field()))
        .map(Violation::rule)
        .toList();
  }

  /** Violations at the same depth do not hide one another, and the API server reports all. */
  private static Set<String> refusedFields(
      GenericKubernetesResource valid, List<Violation> violations) {
    JsonNode manifest = JSON.valueToTree(valid);
    violations.forEach(violation -> violation.breaks(manifest));
    try {
      namespace
          .client()
          .resource(JSON.convertValue(manifest, GenericKubernetesResource.class))
          .dryRun()
          .create();
      return Set.of();
    } catch (KubernetesClientException e) {
      return e.getStatus().getDetails().getCauses().stream()
          .map(StatusCause::getField)
          .collect(Collectors.toSet());
    }
  }
}
