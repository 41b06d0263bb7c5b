package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.CreateRuleInput;
import dev.kubeecs.api.elbv2.CreateRuleOutput;
import dev.kubeecs.api.elbv2.DeleteRuleInput;
import dev.kubeecs.api.elbv2.DeleteRuleOutput;
import dev.kubeecs.api.elbv2.DescribeRulesInput;
import dev.kubeecs.api.elbv2.DescribeRulesOutput;
import dev.kubeecs.api.elbv2.ModifyRuleInput;
import dev.kubeecs.api.elbv2.ModifyRuleOutput;
import dev.kubeecs.api.elbv2.Rule;
import dev.kubeecs.api.elbv2.RulePriorityPair;
import dev.kubeecs.api.elbv2.SetRulePrioritiesInput;
import dev.kubeecs.api.elbv2.SetRulePrioritiesOutput;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.ListenerRuleSpec;
import dev.kubeecs.resources.loadbalancing.ListenerRuleSpecBuilder;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.Identifiers;
import dev.kubeecs.resources.naming.Owners;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of listeners. */
@Singleton
public final class RuleOperations implements Handlers {

  private static final int ID_LENGTH = 8;

  private final Balancing balancing;
  private final Views views;
  private final ListenerOperations listeners;

  RuleOperations(Balancing balancing, Views views, ListenerOperations listeners) {
    this.balancing = balancing;
    this.views = views;
    this.listeners = listeners;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateRuleInput.class, this::create)
        .on(DescribeRulesInput.class, this::describe)
        .on(ModifyRuleInput.class, this::modify)
        .on(DeleteRuleInput.class, this::delete)
        .on(SetRulePrioritiesInput.class, this::setPriorities);
  }

  private CreateRuleOutput create(CreateRuleInput request, Call call) {
    Listener listener = balancing.requireListener(call, request.listenerArn());
    ListenerRuleSpec spec =
        ListenerRuleSpecBuilder.builder()
            .listener(listener.getMetadata().getName())
            .priority(request.priority())
            .conditions(request.conditions())
            .actions(request.actions())
            .tags(request.tags())
            .build();
    check(call, spec);
    boolean taken =
        balancing.rulesOf(call, listener).stream()
            .anyMatch(rule -> rule.getSpec().priority().equals(spec.priority()));
    if (taken) {
      throw ElbErrors.priorityInUse(spec.priority());
    }
    ListenerRule resource = new ListenerRule();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(
                listener.getMetadata().getName()
                    + "-"
                    + Identifiers.taskId().substring(0, ID_LENGTH))
            .withOwnerReferences(Owners.reference(listener))
            .build());
    resource.setSpec(spec);
    ListenerRule created =
        balancing
            .rules()
            .create(resource)
            .orElseThrow(() -> ElbErrors.priorityInUse(spec.priority()));
    return new CreateRuleOutput(List.of(view(call, created)));
  }

  private void check(Call call, ListenerRuleSpec spec) {
    if (asEmpty(spec.conditions()).isEmpty()) {
      throw ElbErrors.invalid("A condition must be specified");
    }
    ElbErrors.requireKept(LoadBalancingRules.violation(spec));
    listeners.requireTargetGroups(call, spec.actions());
    ElbErrors.requireHonoured(UnsupportedOfLoadBalancing.fields(spec));
  }

  private DescribeRulesOutput describe(DescribeRulesInput request, Call call) {
    List<Rule> rules = new ArrayList<>();
    for (String arn : asEmpty(request.ruleArns())) {
      rules.add(view(call, balancing.requireRule(call, arn)));
    }
    if (request.listenerArn() != null) {
      Listener listener = balancing.requireListener(call, request.listenerArn());
      LoadBalancer loadBalancer = balancing.loadBalancerOf(call, listener);
      balancing
          .rulesOf(call, listener)
          .forEach(rule -> rules.add(views.of(call, loadBalancer, listener, rule)));
      rules.add(views.defaultRule(call, loadBalancer, listener));
    } else if (rules.isEmpty()) {
      throw ElbErrors.invalid("You must specify either rule ARNs or a listener ARN");
    }
    Page<Rule> page =
        Requests.page(call, request.pageSize(), request.marker()).of(rules, RuleOperations::place);
    return new DescribeRulesOutput(page.items(), page.nextToken());
  }

  /** By priority, the default rule last. */
  private static String place(Rule rule) {
    String priority =
        rule.isDefault() ? "default" : "%05d".formatted(Integer.valueOf(rule.priority()));
    return priority + rule.ruleArn();
  }

  private ModifyRuleOutput modify(ModifyRuleInput request, Call call) {
    ListenerRule changed =
        balancing.edit(
            balancing.requireRule(call, request.ruleArn()),
            spec -> {
              ListenerRuleSpec next =
                  spec.with(
                      s ->
                          s.conditions(or(request.conditions(), spec.conditions()))
                              .actions(or(request.actions(), spec.actions())));
              check(call, next);
              return next;
            });
    return new ModifyRuleOutput(List.of(view(call, changed)));
  }

  private DeleteRuleOutput delete(DeleteRuleInput request, Call call) {
    balancing.rules().delete(balancing.requireRule(call, request.ruleArn()));
    return new DeleteRuleOutput();
  }

  private SetRulePrioritiesOutput setPriorities(SetRulePrioritiesInput request, Call call) {
    Map<ListenerRule, Integer> wanted = new HashMap<>();
    for (RulePriorityPair pair : request.rulePriorities()) {
      wanted.put(balancing.requireRule(call, pair.ruleArn()), pair.priority());
    }
    requireFree(call, wanted);
    List<Rule> rules = new ArrayList<>();
    wanted.forEach(
        (rule, priority) ->
            rules.add(view(call, balancing.edit(rule, spec -> spec.withPriority(priority)))));
    return new SetRulePrioritiesOutput(rules);
  }

  /** No two rules of a listener may have the same priority afterwards. */
  private void requireFree(Call call, Map<ListenerRule, Integer> wanted) {
    Set<Listener> touched = new HashSet<>();
    wanted.keySet().forEach(rule -> balancing.listenerOf(call, rule).ifPresent(touched::add));
    for (Listener listener : touched) {
      Set<Integer> taken = new HashSet<>();
      for (ListenerRule rule : balancing.rulesOf(call, listener)) {
        int priority = wanted.getOrDefault(rule, rule.getSpec().priority());
        if (!taken.add(priority)) {
          throw ElbErrors.priorityInUse(priority);
        }
      }
    }
  }

  private Rule view(Call call, ListenerRule rule) {
    Listener listener = balancing.listenerOf(call, rule).orElseThrow(ElbErrors::listenerNotFound);
    return views.of(call, balancing.loadBalancerOf(call, listener), listener, rule);
  }
}
