package dev.kubeecs.resources.containerinstance;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a Pod takes of its Node, as the scheduler counts it. Source: Kubernetes, resource management
 * for Pods and containers.
 */
public final class PodRequests {

  private PodRequests() {}

  /** What the Pod requests: nothing of it is given back before it ends. */
  public static NodeResources of(Pod pod) {
    return of(pod.getSpec());
  }

  /** What Pods of that spec request. */
  public static NodeResources of(PodSpec spec) {
    return new NodeResources(
        total(spec, "cpu", NodeResources::milli),
        total(spec, "memory", NodeResources::whole),
        total(spec, NodeResources.GPU, NodeResources::whole),
        1,
        ports(spec));
  }

  private static long total(PodSpec spec, String name, ToLongFunction<Quantity> amount) {
    long overhead = amount.applyAsLong(asEmpty(spec.getOverhead()).get(name));
    Optional<Quantity> ofPod = requested(spec.getResources(), name);
    if (ofPod.isPresent()) {
      return overhead + amount.applyAsLong(ofPod.get());
    }
    long sidecars = 0;
    long starting = 0;
    for (Container container : asEmpty(spec.getInitContainers())) {
      long request = amount(container, name, amount);
      if ("Always".equals(container.getRestartPolicy())) {
        sidecars += request;
        starting = Math.max(starting, sidecars);
      } else {
        starting = Math.max(starting, sidecars + request);
      }
    }
    long running = sidecars;
    for (Container container : asEmpty(spec.getContainers())) {
      running += amount(container, name, amount);
    }
    return overhead + Math.max(starting, running);
  }

  private static long amount(Container container, String name, ToLongFunction<Quantity> amount) {
    return requested(container.getResources(), name).map(amount::applyAsLong).orElse(0L);
  }

  /** A limit without a request is one. */
  private static Optional<Quantity> requested(ResourceRequirements resources, String name) {
    if (resources == null) {
      return Optional.empty();
    }
    Map<String, Quantity> requests = asEmpty(resources.getRequests());
    Map<String, Quantity> limits = asEmpty(resources.getLimits());
    return Optional.ofNullable(or(requests.get(name), limits.get(name)));
  }

  private static Set<HostPort> ports(PodSpec spec) {
    Set<HostPort> ports = new HashSet<>();
    for (Container container : asEmpty(spec.getContainers())) {
      List<ContainerPort> published = asEmpty(container.getPorts());
      published.stream()
          .filter(port -> or(port.getHostPort(), 0) > 0)
          .map(port -> new HostPort(or(port.getProtocol(), "TCP"), port.getHostPort()))
          .forEach(ports::add);
    }
    return ports;
  }
}
