package dev.kubeecs.operator.loadbalancing.target;

import dev.kubeecs.resources.loadbalancing.HealthCheck;
import dev.kubeecs.resources.loadbalancing.HealthCheck.Kind;
import dev.kubeecs.resources.loadbalancing.StatusCodes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Checks targets, each time on a connection of its own, as ELB does it. */
final class Probe {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

  /** A status line that is longer is none. */
  private static final int LONGEST_LINE = 8192;

  private final HealthCheck check;
  private final StatusCodes statuses;

  Probe(HealthCheck check) {
    this.check = check;
    this.statuses = StatusCodes.parse(check.statuses());
  }

  /** Asks a target. Blocks until it has answered, or the check's time is over. */
  Outcome ask(String address, int trafficPort) {
    int port = check.portOf(trafficPort);
    long deadline = System.nanoTime() + check.timeout().toNanos();
    try (Socket connection = new Socket()) {
      connection.connect(new InetSocketAddress(address, port), left(deadline));
      if (check.kind() == Kind.TCP) {
        return new Outcome.Passed();
      }
      connection.setSoTimeout(left(deadline));
      if (check.kind() == Kind.HTTP) {
        return exchange(connection, address, port);
      }
      try (Socket encrypted =
          Trusting.CONTEXT.getSocketFactory().createSocket(connection, address, port, true)) {
        return exchange(encrypted, address, port);
      }
    } catch (SocketTimeoutException e) {
      return new Outcome.TimedOut();
    } catch (IOException e) {
      return new Outcome.Failed();
    }
  }

  private Outcome exchange(Socket connection, String address, int port) throws IOException {
    connection
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n"
                .formatted(check.path(), address, port)
                .getBytes(StandardCharsets.US_ASCII));
    BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1),
            LONGEST_LINE);
    String line = answer.readLine();
    Matcher status = STATUS_LINE.matcher(line == null ? "" : line);
    if (!status.matches()) {
      return new Outcome.Failed();
    }
    int code = Integer.parseInt(status.group(1));
    return statuses.test(code) ? new Outcome.Passed() : new Outcome.WrongStatus(code);
  }

  private static int left(long deadline) throws SocketTimeoutException {
    long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) millis;
  }

  /** ELB does not look at the certificates of targets. Made only if a group is checked by HTTPS. */
  private static final class Trusting implements X509TrustManager {

    static final SSLContext CONTEXT = context();

    private static SSLContext context() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has TLS", e);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
