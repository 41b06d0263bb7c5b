package dev.kubeecs.gateway.protocol;

/**
 * An HTTP request, read completely.
 *
 * @param method such as {@code POST}
 * @param path as sent, undecoded
 * @param query as sent without the question mark; empty if there is none
 * @param headers its headers
 * @param body its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpCall(String method, String path, String query, Headers headers, byte[] body) {

  /** The URL by which the client has reached us, perhaps through a proxy that ends TLS. */
  public String endpoint() {
    return "%s://%s/"
        .formatted(
            headers.first("x-forwarded-proto").orElse("http"),
            headers.first("host").orElse("localhost"));
  }

  /** Without headers and body, which may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
