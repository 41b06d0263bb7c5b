package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.Action;
import dev.kubeecs.api.elbv2.CreateListenerInput;
import dev.kubeecs.api.elbv2.CreateListenerOutput;
import dev.kubeecs.api.elbv2.DeleteListenerInput;
import dev.kubeecs.api.elbv2.DeleteListenerOutput;
import dev.kubeecs.api.elbv2.DescribeListenersInput;
import dev.kubeecs.api.elbv2.DescribeListenersOutput;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.ModifyListenerInput;
import dev.kubeecs.api.elbv2.ModifyListenerOutput;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerSpec;
import dev.kubeecs.resources.loadbalancing.ListenerSpecBuilder;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Listeners. */
@Singleton
public final class ListenerOperations implements Handlers {

  private final Balancing balancing;
  private final Views views;

  ListenerOperations(Balancing balancing, Views views) {
    this.balancing = balancing;
    this.views = views;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateListenerInput.class, this::create)
        .on(DescribeListenersInput.class, this::describe)
        .on(ModifyListenerInput.class, this::modify)
        .on(DeleteListenerInput.class, this::delete);
  }

  private CreateListenerOutput create(CreateListenerInput request, Call call) {
    LoadBalancer loadBalancer = balancing.requireLoadBalancer(call, request.loadBalancerArn());
    if (request.protocol() == null || request.port() == null) {
      throw ElbErrors.invalid("A listener protocol and port must be specified");
    }
    ListenerSpec spec =
        ListenerSpecBuilder.builder()
            .loadBalancer(LoadBalancers.name(loadBalancer))
            .protocol(request.protocol())
            .port(request.port())
            .sslPolicy(request.sslPolicy())
            .certificates(request.certificates())
            .defaultActions(request.defaultActions())
            .tags(request.tags())
            .build();
    check(call, loadBalancer, spec);
    boolean taken =
        balancing.listenersOf(call, loadBalancer).stream()
            .anyMatch(listener -> Objects.equals(listener.getSpec().port(), spec.port()));
    if (taken) {
      throw ElbErrors.duplicateListener(request.loadBalancerArn());
    }
    Listener resource = new Listener();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(loadBalancer.getMetadata().getName() + "-" + spec.port())
            .withOwnerReferences(Owners.reference(loadBalancer))
            .build());
    resource.setSpec(spec);
    Listener created =
        balancing
            .listeners()
            .create(resource)
            .orElseThrow(() -> ElbErrors.duplicateListener(request.loadBalancerArn()));
    return new CreateListenerOutput(List.of(views.of(call, loadBalancer, created)));
  }

  private void check(Call call, LoadBalancer loadBalancer, ListenerSpec spec) {
    if (LoadBalancers.isApplication(spec.protocol())
        != (LoadBalancers.type(loadBalancer) == LoadBalancerTypeEnum.APPLICATION)) {
      throw ElbErrors.invalid(
          "Listener protocol '%s' is not supported with a load balancer of type '%s'",
          spec.protocol(), LoadBalancers.type(loadBalancer));
    }
    ElbErrors.requireKept(LoadBalancingRules.violation(spec));
    requireTargetGroups(call, spec.defaultActions());
    ElbErrors.requireHonoured(UnsupportedOfLoadBalancing.fields(spec));
  }

  /** Refuses actions that forward to what is not there. */
  void requireTargetGroups(Call call, List<Action> actions) {
    actions.stream()
        .flatMap(LoadBalancers::tuples)
        .filter(group -> balancing.targetGroup(call, group.targetGroupArn()).isEmpty())
        .findFirst()
        .ifPresent(
            group -> {
              throw ElbErrors.targetGroupNotFound();
            });
  }

  private DescribeListenersOutput describe(DescribeListenersInput request, Call call) {
    List<Listener> found = new ArrayList<>();
    for (String arn : asEmpty(request.listenerArns())) {
      found.add(balancing.requireListener(call, arn));
    }
    if (request.loadBalancerArn() != null) {
      found.addAll(
          balancing.listenersOf(
              call, balancing.requireLoadBalancer(call, request.loadBalancerArn())));
    } else if (found.isEmpty()) {
      throw ElbErrors.invalid("You must specify either listener ARNs or a load balancer ARN");
    }
    Page<Listener> page =
        Requests.page(call, request.pageSize(), request.marker())
            .of(found, listener -> listener.getMetadata().getName());
    return new DescribeListenersOutput(
        page.items().stream()
            .map(l -> views.of(call, balancing.loadBalancerOf(call, l), l))
            .toList(),
        page.nextToken());
  }

  private ModifyListenerOutput modify(ModifyListenerInput request, Call call) {
    Listener listener = balancing.requireListener(call, request.listenerArn());
    LoadBalancer loadBalancer = balancing.loadBalancerOf(call, listener);
    Listener changed =
        balancing.edit(
            listener,
            spec -> {
              ListenerSpec next =
                  spec.with(
                      s ->
                          s.port(or(request.port(), spec.port()))
                              .protocol(or(request.protocol(), spec.protocol()))
                              .sslPolicy(or(request.sslPolicy(), spec.sslPolicy()))
                              .certificates(or(request.certificates(), spec.certificates()))
                              .defaultActions(or(request.defaultActions(), spec.defaultActions())));
              check(call, loadBalancer, next);
              return next;
            });
    return new ModifyListenerOutput(List.of(views.of(call, loadBalancer, changed)));
  }

  private DeleteListenerOutput delete(DeleteListenerInput request, Call call) {
    Listener listener = balancing.requireListener(call, request.listenerArn());
    balancing.rulesOf(call, listener).forEach(balancing.rules()::delete);
    balancing.listeners().delete(listener);
    return new DeleteListenerOutput();
  }
}
