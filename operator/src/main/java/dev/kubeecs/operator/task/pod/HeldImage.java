package dev.kubeecs.operator.task.pod;

import java.util.Arrays;

/**
 * Names of images that no registry can have: the image is the one thing of a container that may
 * change in a Pod. The kubelet leaves a container of such an image alone, starts it as soon as the
 * image is a real one, and ends a running container when it gets such an image (ADR 25).
 */
public enum HeldImage {
  /** The container has not been started: it waits for others. */
  WAITING("kube-ecs: waits for dependsOn"),
  /** The container has been ended, before those that it depends on. */
  STOPPED("kube-ecs: stopped");

  private final String image;

  HeldImage(String image) {
    this.image = image;
  }

  /** What stands in the Pod. */
  public String image() {
    return image;
  }

  /** Whether the image of a container (null if unknown) is one of these. */
  public static boolean isOne(String image) {
    return Arrays.stream(values()).anyMatch(held -> held.image.equals(image));
  }

  /** Whether the kubelet speaks of one of these. */
  public static boolean isIn(String message) {
    return Arrays.stream(values()).anyMatch(held -> message.contains(held.image));
  }
}
