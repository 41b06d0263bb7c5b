/**
 * The Application Auto Scaling API, as far as it is about services: a scalable target is a {@link
 * dev.kubeecs.resources.autoscaling.ScalableTarget}, policies and scheduled actions are parts of
 * it.
 */
package dev.kubeecs.gateway.applicationautoscaling;
