package dev.kubeecs.operator.loadbalancing.proxy;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.ProtocolEnum;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of the proxy of an Application Load Balancer.
 *
 * @param skeleton everything but the servers; where it changes, a new worker takes over
 * @param servers by backend; where only they change, the workers are told
 */
public record ProxyConfiguration(String skeleton, SortedMap<String, Pool> servers) {

  /** Servers of a backend, and what each is declared with. */
  record Pool(String options, List<Server> servers) {}

  /** The port at which the proxy tells Kubernetes that it is there. */
  public static final int HEALTH_PORT = 65431;

  /** Where it tells there what it has counted. */
  public static final String COUNTERS = "/stats";

  private static final String GLOBAL =
      """
      global
        log stdout format raw local0 info
        maxconn 8000
        hard-stop-after 1h

      defaults
        mode http
        log global
        option httplog
        option forwardfor
        option idle-close-on-response
        option redispatch
        retries 3
        retry-on conn-failure empty-response
        timeout connect 10s
        timeout client %1$ds
        timeout server %1$ds
        timeout http-keep-alive %1$ds

      frontend health
        bind :%2$d
        option dontlog-normal
        monitor-uri /
        stats enable
        stats uri %3$s
      """;

  /** The configuration for listeners and the target groups that they forward to. */
  public static ProxyConfiguration of(
      LoadBalancerSpec loadBalancer, List<Frontend> frontends, List<Backend> backends) {
    StringBuilder text =
        new StringBuilder(
            GLOBAL.formatted(
                Attributes.of(loadBalancer).number(Attributes.IDLE_TIMEOUT),
                HEALTH_PORT,
                COUNTERS));
    frontends.stream()
        .sorted(Comparator.comparing(f -> f.listener().port()))
        .forEach(frontend -> text.append(frontend(frontend)));
    SortedMap<String, Pool> servers = new TreeMap<>();
    for (Backend backend : backends) {
      String name = RuleLines.backend(backend.name());
      text.append(backend(name, backend)).append(placeholder(name));
      String options = backend.spec().protocol() == ProtocolEnum.HTTPS ? " ssl verify none" : "";
      servers.put(name, new Pool(options, backend.servers()));
    }
    return new ProxyConfiguration(text.toString(), servers);
  }

  /** What counters call a target group. */
  public static String backendOf(String targetGroup) {
    return RuleLines.backend(targetGroup);
  }

  /** The whole, as HAProxy reads it. */
  public String text() {
    String text = skeleton;
    for (Map.Entry<String, Pool> entry : servers.entrySet()) {
      text = text.replace(placeholder(entry.getKey()), lines(entry.getValue()));
    }
    return text;
  }

  /**
   * What to tell workers that have the other configuration, which differs in servers only. Every
   * command may be repeated.
   */
  public List<String> commandsAfter(ProxyConfiguration before) {
    List<String> commands = new ArrayList<>();
    servers.forEach(
        (backend, pool) -> {
          List<Server> old =
              before.servers.containsKey(backend)
                  ? before.servers.get(backend).servers()
                  : List.of();
          // Those that come first: there is no moment without any.
          for (Server server : without(pool.servers(), old)) {
            String name = backend + "/" + server.name();
            commands.add("add server " + name + " " + server.target() + pool.options());
            commands.add("set server " + name + " state ready");
          }
          for (Server server : without(old, pool.servers())) {
            String name = backend + "/" + server.name();
            commands.add("set server " + name + " state maint");
            commands.add("del server " + name);
          }
        });
    return commands;
  }

  private static List<Server> without(List<Server> servers, List<Server> others) {
    return servers.stream().filter(server -> !others.contains(server)).toList();
  }

  private static String lines(Pool pool) {
    return pool.servers().stream()
        .map(server -> "  server " + server.name() + " " + server.target() + pool.options() + "\n")
        .collect(Collectors.joining());
  }

  private static String placeholder(String backend) {
    return "  # servers of " + backend + "\n";
  }

  private static String frontend(Frontend frontend) {
    ListenerSpec listener = frontend.listener();
    boolean encrypted = listener.protocol() == ProtocolEnum.HTTPS;
    String lines =
        RuleLines.of(frontend).stream()
            .map(line -> "  " + line + "\n")
            .collect(Collectors.joining());
    return """

        frontend listener-%1$d
          bind :%1$d%2$s
          http-request set-header X-Forwarded-Proto %3$s
          http-request set-header X-Forwarded-Port %1$d
        %4$s"""
        .formatted(
            listener.port(), encrypted ? tls(listener) : "", encrypted ? "https" : "http", lines);
  }

  private static String tls(ListenerSpec listener) {
    String certificates =
        asEmpty(listener.certificates()).stream()
            .map(LoadBalancers::secret)
            .map(secret -> " crt " + Certificates.FOLDER + "/" + secret + ".pem")
            .collect(Collectors.joining());
    return " ssl%s alpn h2,http/1.1 ssl-min-ver %s"
        .formatted(
            certificates, oldestVersion(or(listener.sslPolicy(), "ELBSecurityPolicy-2016-08")));
  }

  /** Source: the ELB user guide, security policies; their names tell the oldest version. */
  private static String oldestVersion(String policy) {
    return policy.contains("TLS13-1-3")
        ? "TLSv1.3"
        : policy.contains("-1-2") ? "TLSv1.2" : policy.contains("-1-1") ? "TLSv1.1" : "TLSv1.0";
  }

  private static String backend(String name, Backend backend) {
    Attributes attributes = Attributes.of(backend.spec());
    boolean least = "least_outstanding_requests".equals(attributes.get(Attributes.ALGORITHM));
    StringBuilder text = new StringBuilder("\nbackend " + name + "\n");
    text.append("  balance ").append(least ? "leastconn" : "roundrobin").append("\n");
    text.append("  http-request disable-l7-retry if !{ method GET HEAD OPTIONS }\n");
    if (attributes.isOn(Attributes.STICKINESS)) {
      text.append("  use-server %[req.cook(AWSALB)] if { req.cook(AWSALB) -m found }\n");
      text.append("  http-response add-header Set-Cookie \"AWSALB=%s; Max-Age=")
          .append(attributes.number(Attributes.STICKINESS_DURATION))
          .append("; Path=/\"\n");
    }
    return text.toString();
  }
}
