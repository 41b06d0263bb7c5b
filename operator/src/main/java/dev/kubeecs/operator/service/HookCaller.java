package dev.kubeecs.operator.service;

import dev.kubeecs.operator.service.trafficshift.HookAnswer;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.validation.HookTarget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Calls hooks, each on a thread of its own, and remembers their answers until the service has been
 * reconciled. An answer that is lost with the operator is asked for again.
 */
@Singleton
final class HookCaller {

  private static final Logger LOG = Logger.getLogger(HookCaller.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** As long as a Lambda function may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Before a call is made again of which nobody knows how it went. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private static final int REMEMBERED = 1000;
  private static final int SUCCESS = 2;
  private static final int CLIENT_ERROR = 4;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, HookAnswer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HookAnswer> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final HookTasks tasks;
  private final HookJobs jobs;
  private Consumer<ResourceID> listener = service -> {};

  HookCaller(HookTasks tasks, HookJobs jobs) {
    this.tasks = tasks;
    this.jobs = jobs;
  }

  /** Whom to tell of which service a hook has answered. */
  synchronized void onAnswer(Consumer<ResourceID> changed) {
    listener = changed;
  }

  /** All that is remembered, by the key of the request. */
  synchronized Map<String, HookAnswer> answers() {
    return Map.copyOf(answers);
  }

  /** Calls a hook, unless it is being called already. */
  void call(EcsService service, HookRequest request) {
    ResourceID id = ResourceID.fromResource(service);
    synchronized (this) {
      if (answers.containsKey(request.key()) || !underWay.add(request.key())) {
        return;
      }
    }
    Thread.ofVirtual().name("hook-" + request.key()).start(() -> run(id, request));
  }

  /**
   * A call of which nobody knows how it went, because Kubernetes cannot be reached or the operator
   * ends, has not failed: it is made again.
   */
  private void run(ResourceID service, HookRequest request) {
    try {
      answer(service, request, ask(service.getNamespace().orElseThrow(), request));
    } catch (RuntimeException e) {
      LOG.warnf(e, "hook %s of service %s will be called again", request.target(), service);
      forget(service, request);
    }
  }

  private void forget(ResourceID service, HookRequest request) {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Consumer<ResourceID> told;
    synchronized (this) {
      underWay.remove(request.key());
      told = listener;
    }
    told.accept(service);
  }

  private void answer(ResourceID service, HookRequest request, HookAnswer answer) {
    Consumer<ResourceID> told;
    synchronized (this) {
      underWay.remove(request.key());
      answers.put(request.key(), answer);
      told = listener;
    }
    LOG.infof("hook %s of service %s: %s", request.target(), service, answer);
    told.accept(service);
  }

  private HookAnswer ask(String namespace, HookRequest request) {
    try {
      return HookTarget.parse(request.target())
          .map(
              target ->
                  switch (target) {
                    case HookTarget.Url at -> post(at.url(), request.body());
                    case HookTarget.Task ignored -> tasks.run(namespace, request);
                    case HookTarget.Job job -> jobs.run(namespace, request, job.cronJob());
                  })
          .orElseGet(() -> HookAnswer.failed("it is nothing that can be called"));
    } catch (KubernetesClientException refusal) {
      if (refusal.getStatus() == null || refusal.getCode() / 100 != CLIENT_ERROR) {
        throw refusal;
      }
      return HookAnswer.failed("Kubernetes refuses: " + refusal.getStatus().getMessage());
    }
  }

  private HookAnswer post(URI url, String body) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(url)
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      return response.statusCode() / 100 == SUCCESS
          ? HookAnswer.parse(response.body())
          : HookAnswer.failed("it answered with the HTTP status " + response.statusCode());
    } catch (IOException e) {
      return HookAnswer.failed("it cannot be called, " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HookAnswer.failed("the call was interrupted");
    }
  }
}
