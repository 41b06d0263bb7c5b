package dev.kubeecs.operator.service;

import dev.kubeecs.api.ecs.DesiredStatus;
import dev.kubeecs.api.ecs.TaskStopCode;
import dev.kubeecs.resources.StatusWithConditions;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.naming.Labels;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.task.EcsTask;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out what was decided about a service. */
@Singleton
final class ServiceWriter {

  /** A JSON patch whose test failed, or whose object is gone. */
  private static final Set<Integer> TEST_FAILED = Set.of(422, 404);

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final ServiceCaches caches;
  private final TrafficRules trafficRules;
  private final HookCaller hookCaller;

  ServiceWriter(
      KubernetesClient client,
      ServiceCaches caches,
      TrafficRules trafficRules,
      HookCaller hookCaller) {
    this.client = client;
    this.caches = caches;
    this.trafficRules = trafficRules;
    this.hookCaller = hookCaller;
  }

  /**
   * Does one thing after the other, and returns once the caches have seen it.
   *
   * @throws KubernetesClientException if the API server refuses; what was done before stands
   * @throws OutdatedException if something has changed since it was read
   */
  void write(EcsService service, List<Action> actions) {
    String namespace = service.getMetadata().getNamespace();
    actions.forEach(action -> write(namespace, service, action));
  }

  private void write(String namespace, EcsService service, Action action) {
    switch (action) {
      case Action.CreateRevision create -> create(create.revision(), caches.revisions(), service);
      case Action.CreateRollout create -> create(create.rollout(), caches.rollouts(), service);
      case Action.CreateWorkload create -> {
        switch (create.workload()) {
          case Deployment deployment -> create(deployment, caches.deployments(), service);
          case DaemonSet daemonSet -> create(daemonSet, caches.daemonSets(), service);
          default -> throw new IllegalArgumentException("no workload: " + create.workload());
        }
      }
      case Action.Scale scale -> scale(namespace, scale);
      case Action.ShieldPod shield -> shield(namespace, shield);
      case Action.StopTask stop -> stop(namespace, stop);
      case Action.LetGoFirst first -> letGoFirst(namespace, first);
      case Action.RemovePod remove ->
          client.pods().inNamespace(namespace).withName(remove.name()).delete();
      case Action.LeavePods leave ->
          delete(namespace, leave.workload(), DeletionPropagation.ORPHAN);
      case Action.RemoveWorkload remove ->
          delete(namespace, remove.workload(), DeletionPropagation.BACKGROUND);
      case Action.Forget forget -> {
        client
            .resources(EcsServiceDeployment.class)
            .inNamespace(namespace)
            .withName(forget.name())
            .delete();
        client
            .resources(EcsServiceRevision.class)
            .inNamespace(namespace)
            .withName(forget.name())
            .delete();
      }
      case Action.ReportRollout report ->
          CacheCatchUp.await(
              caches.rollouts(),
              report(namespace, new EcsServiceDeployment(), report.name(), report.status()));
      case Action.Forward forward -> forward(namespace, forward);
      case Action.CallHook call -> hookCaller.call(service, call.request());
      case Action.HoldTaskSet hold -> finalizers(namespace, hold.name(), List.of(Labels.FINALIZER));
      case Action.ReleaseTaskSet release -> finalizers(namespace, release.name(), List.of());
      case Action.DeleteTaskSet delete ->
          client
              .resources(EcsTaskSet.class)
              .inNamespace(namespace)
              .withName(delete.name())
              .delete();
      case Action.ReportTaskSet report ->
          report(namespace, new EcsTaskSet(), report.name(), report.status());
      case Action.ReportRevision report ->
          CacheCatchUp.await(
              caches.revisions(),
              report(namespace, new EcsServiceRevision(), report.name(), report.status()));
    }
  }

  /** The name tells whether an object was created before: by an operator that was stopped. */
  private <T extends HasMetadata> void create(
      T object, SharedIndexInformer<T> cache, EcsService service) {
    try {
      CacheCatchUp.await(cache, client.resource(object).create());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      T present = client.resource(object).get();
      if (present != null && present.getOwnerReferenceFor(service).isEmpty()) {
        throw new IllegalStateException(
            "%s %s is in the way: it does not belong to this service"
                .formatted(object.getKind(), object.getMetadata().getName()),
            e);
      }
    }
  }

  /** Whoever else changed the replicas meanwhile is not overruled unseen. */
  private void scale(String namespace, Action.Scale scale) {
    try {
      CacheCatchUp.await(caches.deployments(), testAndSetReplicas(namespace, scale));
    } catch (KubernetesClientException e) {
      throw TEST_FAILED.contains(e.getCode()) ? new OutdatedException(e) : e;
    }
  }

  private void shield(String namespace, Action.ShieldPod shield) {
    try {
      CacheCatchUp.await(
          caches.pods(),
          named(new Pod(), namespace, shield.name())
              .patch(
                  MERGE,
                  annotation(Shield.DELETION_COST, shield.shielded() ? Shield.HIGHEST : null)));
    } catch (KubernetesClientException e) {
      throw e.getCode() == HttpURLConnection.HTTP_NOT_FOUND ? new OutdatedException(e) : e;
    }
  }

  private Deployment testAndSetReplicas(String namespace, Action.Scale scale) {
    String patch =
        """
        [{"op": "test", "path": "/spec/replicas", "value": %d},
         {"op": "replace", "path": "/spec/replicas", "value": %d}]"""
            .formatted(scale.seen(), scale.wanted());
    return named(new Deployment(), namespace, scale.name())
        .patch(PatchContext.of(PatchType.JSON), patch);
  }

  private void stop(String namespace, Action.StopTask stop) {
    Map<String, Object> spec =
        Map.of(
            "desiredStatus", DesiredStatus.STOPPED.toString(),
            "stopCode", TaskStopCode.SERVICESCHEDULERINITIATED.toString(),
            "stoppedReason", stop.reason());
    unlessGone(
        () ->
            named(new EcsTask(), namespace, stop.taskId())
                .patch(MERGE, Serialization.asJson(Map.of("spec", spec))));
  }

  private void letGoFirst(String namespace, Action.LetGoFirst first) {
    unlessGone(
        () ->
            named(new Pod(), namespace, first.podName())
                .patch(MERGE, annotation(Shield.DELETION_COST, Shield.LOWEST)));
  }

  private void delete(String namespace, Workload workload, DeletionPropagation propagation) {
    switch (workload.kind()) {
      case DEPLOYMENT ->
          client
              .apps()
              .deployments()
              .inNamespace(namespace)
              .withName(workload.name())
              .withPropagationPolicy(propagation)
              .delete();
      case DAEMON_SET ->
          client
              .apps()
              .daemonSets()
              .inNamespace(namespace)
              .withName(workload.name())
              .withPropagationPolicy(propagation)
              .delete();
    }
  }

  private void forward(String namespace, Action.Forward forward) {
    try {
      switch (forward.kind()) {
        case LISTENER ->
            CacheCatchUp.await(
                trafficRules.listeners(),
                named(new Listener(), namespace, forward.name())
                    .patch(MERGE, spec("defaultActions", forward.actions())));
        case LISTENER_RULE ->
            CacheCatchUp.await(
                trafficRules.rules(),
                named(new ListenerRule(), namespace, forward.name())
                    .patch(MERGE, spec("actions", forward.actions())));
      }
    } catch (KubernetesClientException e) {
      throw e.getCode() == HttpURLConnection.HTTP_NOT_FOUND ? new OutdatedException(e) : e;
    }
  }

  /** Merges one annotation; null takes it away. */
  private static String annotation(String name, String value) {
    return Serialization.asJson(
        Map.of("metadata", Map.of("annotations", Collections.singletonMap(name, value))));
  }

  private static String spec(String member, Object value) {
    return Serialization.asJson(Map.of("spec", Map.of(member, value)));
  }

  private void finalizers(String namespace, String taskSet, List<String> finalizers) {
    unlessGone(
        () ->
            named(new EcsTaskSet(), namespace, taskSet)
                .patch(
                    MERGE,
                    Serialization.asJson(Map.of("metadata", Map.of("finalizers", finalizers)))));
  }

  /** Writes what only matters to an object that is still there. */
  private static void unlessGone(Runnable write) {
    try {
      write.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  private <T extends HasMetadata> T report(
      String namespace, T kind, String name, StatusWithConditions status) {
    return named(kind, namespace, name)
        .subresource("status")
        .patch(MERGE, Serialization.asJson(Map.of("status", status)));
  }

  /** An object to be patched, of which the client need not ask the API server first. */
  private <T extends HasMetadata> Resource<T> named(T object, String namespace, String name) {
    object.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    return client.resource(object);
  }
}
