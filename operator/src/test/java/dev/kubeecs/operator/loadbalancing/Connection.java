package dev.kubeecs.operator.loadbalancing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection of a client that sends what it is told to, and believes every certificate. */
final class Connection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  /**
   * What was answered.
   *
   * @param headers by their names in small letters
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream input;

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new BufferedInputStream(socket.getInputStream());
  }

  static Connection to(String address, int port) throws IOException {
    return new Connection(connect(address, port));
  }

  /** The same by TLS, for a server of that name. */
  static Connection encrypted(String address, int port, String server)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Believing()}, null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(connect(address, port), server, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(server)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return new Connection(socket);
  }

  /** Whom the server's certificate is of. */
  String server() throws IOException {
    X509Certificate certificate =
        (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  Answer ask(String method, String target, List<String> headers) throws IOException {
    String request = method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers);
    socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, String> answered = new HashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      answered.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(answered.getOrDefault("content-length", "0"));
    return new Answer(
        status, answered, new String(input.readNBytes(length), StandardCharsets.UTF_8).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static Socket connect(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after " + line);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static final class Believing implements X509TrustManager {

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
