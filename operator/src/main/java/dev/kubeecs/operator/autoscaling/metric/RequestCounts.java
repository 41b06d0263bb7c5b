package dev.kubeecs.operator.autoscaling.metric;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.operator.cache.Indexes;
import dev.kubeecs.operator.cache.Proxies;
import dev.kubeecs.operator.loadbalancing.GatewayClasses;
import dev.kubeecs.operator.loadbalancing.proxy.ProxyConfiguration;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.naming.Oldest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Counts the requests of target groups by what the proxies of their load balancers tell. */
@Singleton
final class RequestCounts {

  private static final Logger LOG = Logger.getLogger(RequestCounts.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double MINUTE_MILLIS = 60_000;

  private final SharedIndexInformer<LoadBalancer> loadBalancers;
  private final SharedIndexInformer<TargetGroup> targetGroups;
  private final SharedIndexInformer<Pod> proxies;
  private final GatewayClasses gatewayClasses;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Map<String, Counted> before = new ConcurrentHashMap<>();

  RequestCounts(
      SharedIndexInformer<LoadBalancer> loadBalancers,
      SharedIndexInformer<TargetGroup> targetGroups,
      @Proxies SharedIndexInformer<Pod> proxies,
      GatewayClasses gatewayClasses) {
    this.loadBalancers = loadBalancers;
    this.targetGroups = targetGroups;
    this.proxies = proxies;
    this.gatewayClasses = gatewayClasses;
  }

  /**
   * Requests a minute for each healthy target since the last time; empty the first time.
   *
   * @param label {@code app/<load balancer>/<id>/targetgroup/<target group>/<id>}
   */
  Optional<Datapoint> measure(String namespace, String label, Instant now) {
    String[] parts = label.split("/");
    Optional<LoadBalancer> loadBalancer =
        parts.length < 6 ? Optional.empty() : named(loadBalancers, namespace, parts[1]);
    Optional<TargetGroup> group =
        loadBalancer.isEmpty() ? Optional.empty() : named(targetGroups, namespace, parts[4]);
    if (group.isEmpty()) {
      LOG.debugf("%s: no load balancer with that target group: %s", namespace, label);
      return Optional.empty();
    }
    Counted counted = new Counted(now, counters(loadBalancer.get(), parts[4]));
    Counted last = before.put(namespace + "/" + label, counted);
    int healthy =
        group.get().getStatus() == null ? 0 : or(group.get().getStatus().healthyCount(), 0);
    return last == null || healthy == 0
        ? Optional.empty()
        : Optional.of(new Datapoint(counted.perMinuteSince(last) / healthy, healthy));
  }

  /** Why the requests of a load balancer cannot be counted; empty if they can. */
  Optional<String> obstacle(String namespace, String label) {
    String[] parts = label.split("/");
    return parts.length < 2
        ? Optional.empty()
        : named(loadBalancers, namespace, parts[1])
            .flatMap(gatewayClasses::of)
            .map(
                gatewayClass ->
                    "load balancer %s is a Gateway of the class %s, whose requests are not counted"
                        .formatted(parts[1], gatewayClass));
  }

  private Map<String, Long> counters(LoadBalancer loadBalancer, String targetGroup) {
    Map<String, Long> counters = new HashMap<>();
    for (Pod proxy :
        proxies
            .getIndexer()
            .byIndex(
                Indexes.BY_LOAD_BALANCER,
                Indexes.key(
                    loadBalancer.getMetadata().getNamespace(),
                    loadBalancer.getMetadata().getName()))) {
      String address = proxy.getStatus() == null ? null : proxy.getStatus().getPodIP();
      OptionalLong requests =
          address == null
              ? OptionalLong.empty()
              : ProxyCounters.requests(read(address), ProxyConfiguration.backendOf(targetGroup));
      requests.ifPresent(count -> counters.put(proxy.getMetadata().getUid(), count));
    }
    return counters;
  }

  private String read(String address) {
    URI uri =
        URI.create(
            "http://%s:%d%s;csv"
                .formatted(
                    address.contains(":") ? "[" + address + "]" : address,
                    ProxyConfiguration.HEALTH_PORT,
                    ProxyConfiguration.COUNTERS));
    try {
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "";
    } catch (IOException e) {
      LOG.warnf("no counters: %s: %s", uri, e.toString());
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static <T extends HasMetadata> Optional<T> named(
      SharedIndexInformer<T> informer, String namespace, String name) {
    List<T> found =
        informer.getIndexer().byIndex(Indexes.BY_ECS_NAME, Indexes.key(namespace, name));
    return Oldest.of(found);
  }

  /**
   * Counters at one time.
   *
   * @param byProxy requests since each proxy's worker began, by the UID of its Pod
   */
  record Counted(Instant at, Map<String, Long> byProxy) {

    /** A counter that is less than before is that of a new worker, which began with none. */
    double perMinuteSince(Counted last) {
      long requests =
          byProxy.entrySet().stream()
              .mapToLong(
                  entry -> {
                    long old = last.byProxy.getOrDefault(entry.getKey(), 0L);
                    return entry.getValue() < old ? entry.getValue() : entry.getValue() - old;
                  })
              .sum();
      long millis = Math.max(1, Duration.between(last.at, at).toMillis());
      return requests * MINUTE_MILLIS / millis;
    }
  }
}
