package dev.kubeecs.localcluster;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What the user has said about the cluster of the tests. Each setting is an environment variable,
 * {@code KUBE_ECS_TEST_CLUSTER} for example, or the system property of that name, {@code
 * kube-ecs.test.cluster}, which wins.
 *
 * @param cluster the kind of cluster asked for
 * @param kubeconfig the file that names an existing cluster for the tests
 * @param userKubeconfig the user's KUBECONFIG, used only when {@code cluster} asks for it
 * @param k3sImage the image to run instead of the official k3s
 * @param state the folder of the local cluster's state
 * @param nodes how many nodes are simulated
 * @param keep whether a cluster that the tests have started is left running
 */
record ClusterSettings(
    Optional<ClusterKind> cluster,
    Optional<Path> kubeconfig,
    Optional<Path> userKubeconfig,
    Optional<String> k3sImage,
    Optional<Path> state,
    int nodes,
    boolean keep) {

  private static final String PREFIX = "KUBE_ECS_TEST_";
  private static final int DEFAULT_SIMULATED_NODES = 3;

  static ClusterSettings current() {
    return from(System::getenv, System::getProperty);
  }

  static ClusterSettings from(
      Function<String, String> environment, Function<String, String> properties) {
    Function<String, Optional<String>> setting =
        name ->
            Optional.ofNullable(properties.apply(property(name)))
                .or(() -> Optional.ofNullable(environment.apply(PREFIX + name)))
                .filter(value -> !value.isBlank());
    return new ClusterSettings(
        setting.apply("CLUSTER").map(ClusterKind::named),
        setting.apply("KUBECONFIG").map(Path::of),
        Optional.ofNullable(environment.apply("KUBECONFIG"))
            .filter(value -> !value.isBlank())
            .map(Path::of),
        setting.apply("K3S_IMAGE"),
        setting.apply("STATE").map(Path::of),
        setting.apply("NODES").map(Integer::valueOf).orElse(DEFAULT_SIMULATED_NODES),
        setting.apply("KEEP").map(Boolean::valueOf).orElse(false));
  }

  /**
   * The system property that stands for a setting: {@code K3S_IMAGE} is kube-ecs.test.k3s-image.
   */
  static String property(String setting) {
    return (PREFIX + setting)
        .toLowerCase(Locale.ROOT)
        .replace("kube_ecs_test_", "kube-ecs.test.")
        .replace('_', '-');
  }

  /**
   * The kind asked for, else a cluster named for the tests, else k3s where Docker answers, else the
   * local cluster.
   */
  ClusterKind choose(BooleanSupplier dockerAnswers) {
    return cluster.orElseGet(
        () -> {
          if (kubeconfig.isPresent()) {
            return ClusterKind.KUBECONFIG;
          }
          return dockerAnswers.getAsBoolean() ? ClusterKind.K3S : ClusterKind.LOCAL;
        });
  }

  /** The kubeconfig of the existing cluster that the user has asked for. */
  Path existingCluster() {
    return kubeconfig
        .or(() -> userKubeconfig)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "KUBE_ECS_TEST_CLUSTER asks for an existing cluster: name its kubeconfig file in"
                        + " KUBE_ECS_TEST_KUBECONFIG or KUBECONFIG"));
  }
}
