package dev.kubeecs.resources.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kubeecs.localcluster.KubernetesTest;
import dev.kubeecs.localcluster.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes the valid manifests and refuses the invalid ones, naming the field. */
@KubernetesTest
class ManifestsIT {

  private static TestNamespace namespace;

  @BeforeAll
  static void shareANamespace(TestNamespace ofTheClass) {
    namespace = ofTheClass;
  }

  static Stream<Manifest> valid() {
    return Manifest.valid();
  }

  static Stream<Manifest> invalid() {
    return Manifest.invalid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void isTaken(Manifest manifest) {
    try {
      assertThatCode(() -> manifest.documents().forEach(ManifestsIT::apply))
          .doesNotThrowAnyException();
    } finally {
      delete(manifest);
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void isRefused(Manifest manifest) {
    assertThat(manifest.refusals()).as("what the API server says").isNotEmpty();
    List<GenericKubernetesResource> documents = manifest.documents();
    try {
      documents.subList(0, documents.size() - 1).forEach(ManifestsIT::apply);
      KubernetesClientException refusal =
          catchThrowableOfType(KubernetesClientException.class, () -> apply(documents.getLast()));
      assertThat(refusal).as("the refusal").isNotNull();
      assertThat(refusal.getStatus().getMessage()).contains(manifest.refusals());
    } finally {
      delete(manifest);
    }
  }

  /** As kubectl does it: unknown fields are an error, what exists is replaced. */
  private static void apply(GenericKubernetesResource document) {
    Resource<GenericKubernetesResource> resource = namespace.client().resource(document);
    GenericKubernetesResource present = resource.get();
    if (present == null) {
      resource.fieldValidation(FieldValidateable.Validation.STRICT).create();
    } else {
      document.getMetadata().setResourceVersion(present.getMetadata().getResourceVersion());
      resource.fieldValidation(FieldValidateable.Validation.STRICT).update();
    }
  }

  private static void delete(Manifest manifest) {
    namespace.client().resource(manifest.documents().getFirst()).delete();
  }
}
