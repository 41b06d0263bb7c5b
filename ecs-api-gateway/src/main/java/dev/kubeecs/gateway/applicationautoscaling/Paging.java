package dev.kubeecs.gateway.applicationautoscaling;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.PageRequest;

/** Which part of a listing a request asks for, refused with the errors of this API. */
final class Paging {

  /** Source: the API reference, MaxResults. */
  private static final int MOST = 50;

  private Paging() {}

  static PageRequest of(Call call, Integer maxResults, String nextToken) {
    if (maxResults != null && (maxResults < 1 || maxResults > MOST)) {
      throw ScalingErrors.invalid(
          "MaxResults must be between 1 and %d, but is %d.", MOST, maxResults);
    }
    try {
      return PageRequest.of(call, maxResults, nextToken, MOST, MOST);
    } catch (AwsException e) {
      throw new AwsException("InvalidNextTokenException", e.getMessage());
    }
  }
}
