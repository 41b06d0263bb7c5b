package dev.kubeecs.resources;

/** What all kinds share. */
public final class Ecs {

  /** The API group of every kind. */
  public static final String GROUP = "kube-ecs.dev";

  /** The version of every kind. */
  public static final String VERSION = "v1alpha1";

  private Ecs() {}
}
