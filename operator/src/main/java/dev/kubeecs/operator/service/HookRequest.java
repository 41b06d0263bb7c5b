package dev.kubeecs.operator.service;

import dev.kubeecs.resources.service.EcsServiceRevisionSpec;

/**
 * What a hook is asked.
 *
 * @param key tells one call of a hook from the next
 * @param target what is called
 * @param body the event, as JSON
 * @param revision that is rolled out
 */
public record HookRequest(
    String key, String target, String body, EcsServiceRevisionSpec revision) {}
