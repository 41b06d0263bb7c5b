package dev.kubeecs.gateway.codedeploy;

import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.PageRequest;

/** Which part of a listing a request asks for, refused with the error of CodeDeploy. */
final class Paging {

  private static final int SIZE = 100;

  private Paging() {}

  static PageRequest of(Call call, String nextToken) {
    try {
      return PageRequest.of(call, null, nextToken, SIZE, SIZE);
    } catch (AwsException e) {
      throw new AwsException("InvalidNextTokenException", e.getMessage());
    }
  }
}
