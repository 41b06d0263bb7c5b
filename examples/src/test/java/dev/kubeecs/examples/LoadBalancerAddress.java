package dev.kubeecs.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Where clients find a load balancer.
 *
 * @param ip the last that it has, which is that within the cluster
 */
record LoadBalancerAddress(String ip) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** That of a load balancer that is available. */
  static LoadBalancerAddress of(AwsCli aws, String name) {
    return new LoadBalancerAddress(
        aws.elb("describe-load-balancers", "--names", name)
            .at("/LoadBalancers/0/AvailabilityZones/0/LoadBalancerAddresses")
            .findValuesAsText("IpAddress")
            .getLast());
  }

  /** The first answer with status 200. */
  HttpResponse<String> get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + ip + ":" + port + path)).build();
    return Awaitility.await("the load balancer answers")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> HTTP.send(request, BodyHandlers.ofString()),
            answer -> answer.statusCode() == 200);
  }
}
