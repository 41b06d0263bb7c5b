package dev.kubeecs.gateway.ecs.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.ecs.RegisterContainerInstanceRequest;
import dev.kubeecs.api.ecs.Resource;
import dev.kubeecs.resources.containerinstance.NodeResources;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Node for an instance that is none, where Nodes are simulated. */
final class SimulatedNode {

  /** On Nodes that the gateway made: they go when they are deregistered. */
  static final String MADE_HERE = "kube-ecs.dev/simulated-instance";

  private static final int UNITS_PER_CPU = 1024;

  /** An m5.4xlarge, as the simulated Nodes of the local cluster. */
  private static final int DEFAULT_CPU = 16 * UNITS_PER_CPU;

  private static final int DEFAULT_MEBIBYTES = 64 * 1024;
  private static final int MOST_PODS = 250;

  private SimulatedNode() {}

  /** A Node of the size that the request tells, ready from the start. */
  static Node of(RegisterContainerInstanceRequest request, IdentityDocument document, Instant now) {
    String name = ObjectNames.labelValue("simulated-" + ObjectNames.cluster(document.instanceId()));
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Quantity> size = size(request);
    boolean arm = "arm64".equals(document.architecture());
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("kubernetes.io/arch", arm ? "arm64" : "amd64")
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("node.kubernetes.io/instance-type", or(document.instanceType(), "m5.4xlarge"))
        .addToLabels("topology.kubernetes.io/zone", or(document.availabilityZone(), "us-east-1a"))
        .addToAnnotations(MADE_HERE, document.instanceId())
        .endMetadata()
        .withNewSpec()
        .withProviderID("simulated:///" + document.instanceId())
        .endSpec()
        .withNewStatus()
        .withCapacity(size)
        .withAllocatable(size)
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withReason("Simulated")
        .withMessage("kubelet is simulated")
        .withLastHeartbeatTime(time)
        .withLastTransitionTime(time)
        .endCondition()
        .withNewNodeInfo()
        .withKubeletVersion(
            request.versionInfo() == null ? "1.0.0" : or(request.versionInfo().agentVersion(), ""))
        .withContainerRuntimeVersion(
            request.versionInfo() == null
                ? "simulated://1"
                : or(request.versionInfo().dockerVersion(), ""))
        .withArchitecture(arm ? "arm64" : "amd64")
        .withOperatingSystem("linux")
        .withBootID("")
        .withKernelVersion("")
        .withKubeProxyVersion("")
        .withMachineID("")
        .withOsImage("")
        .withSystemUUID("")
        .endNodeInfo()
        .endStatus()
        .build();
  }

  private static Map<String, Quantity> size(RegisterContainerInstanceRequest request) {
    int cpu = total(request, "CPU").orElse(DEFAULT_CPU);
    int memory = total(request, "MEMORY").orElse(DEFAULT_MEBIBYTES);
    Map<String, Quantity> size = new TreeMap<>();
    // Rounded up, so that the units that come back are those that were given.
    size.put("cpu", new Quantity(Math.ceilDiv(cpu * 1000L, UNITS_PER_CPU) + "m"));
    size.put("memory", new Quantity(memory + "Mi"));
    size.put("pods", new Quantity(String.valueOf(MOST_PODS)));
    if (!asEmpty(request.platformDevices()).isEmpty()) {
      size.put(NodeResources.GPU, new Quantity(String.valueOf(request.platformDevices().size())));
    }
    return size;
  }

  private static Optional<Integer> total(RegisterContainerInstanceRequest request, String name) {
    return asEmpty(request.totalResources()).stream()
        .filter(resource -> name.equals(resource.name()))
        .map(Resource::integerValue)
        .filter(value -> value != null)
        .findFirst();
  }
}
