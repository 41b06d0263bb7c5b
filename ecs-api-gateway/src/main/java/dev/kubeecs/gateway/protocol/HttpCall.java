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

  /** Without headers and body, which may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
