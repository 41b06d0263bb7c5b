package dev.kubeecs.operator.loadbalancing.target;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.TargetDescription;
import dev.kubeecs.api.elbv2.TargetHealth;
import dev.kubeecs.api.elbv2.TargetHealthReasonEnum;
import dev.kubeecs.api.elbv2.TargetHealthStateEnum;
import dev.kubeecs.api.elbv2.TargetTypeEnum;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.RegisteredTarget;
import dev.kubeecs.resources.loadbalancing.RegisteredTargetBuilder;
import dev.kubeecs.resources.loadbalancing.TargetGroupSpec;
import dev.kubeecs.resources.loadbalancing.TargetGroupStatus;
import dev.kubeecs.resources.loadbalancing.validation.Addresses;
import dev.kubeecs.resources.naming.Identifiers;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The targets of a target group, as a function of what is registered and what checks say. */
public final class Targets {

  private static final TargetHealth DRAINING =
      Verdict.health(
          TargetHealthStateEnum.DRAINING,
          TargetHealthReasonEnum.TARGET_DEREGISTRATIONINPROGRESS,
          "Target deregistration is in progress");

  private static final TargetHealth UNUSED =
      Verdict.health(
          TargetHealthStateEnum.UNUSED,
          TargetHealthReasonEnum.TARGET_NOTINUSE,
          "Target group is not configured to receive traffic from the load balancer");

  private static final TargetHealth GONE =
      Verdict.health(
          TargetHealthStateEnum.UNUSED,
          TargetHealthReasonEnum.TARGET_INVALIDSTATE,
          "Target is in the stopped state");

  private Targets() {}

  /**
   * All targets, each with its health.
   *
   * @param verdicts the verdict on a target, given what was told of it last
   */
  public static List<RegisteredTarget> of(
      TargetFacts facts, BiFunction<Checked, Verdict, Verdict> verdicts) {
    List<RegisteredTarget> targets = new ArrayList<>();
    for (RegisteredTarget target : registered(facts)) {
      targets.add(target.health() == null ? judged(facts, target, verdicts) : target);
    }
    targets.addAll(draining(facts, targets));
    return targets;
  }

  /**
   * The targets that take requests: the healthy ones or, where there is none, those that are not
   * known to be better off without. Source: the ELB user guide, "fail open".
   */
  public static List<RegisteredTarget> serving(List<RegisteredTarget> targets) {
    List<RegisteredTarget> healthy = in(targets, TargetHealthStateEnum.HEALTHY);
    return healthy.isEmpty() ? in(targets, TargetHealthStateEnum.UNHEALTHY) : healthy;
  }

  /** When the next target has drained. */
  public static Optional<Instant> lookAgainAt(TargetFacts facts, List<RegisteredTarget> targets) {
    return targets.stream()
        .map(RegisteredTarget::drainingSince)
        .filter(Objects::nonNull)
        .map(since -> since.plus(delay(facts)))
        .min(Instant::compareTo);
  }

  private static List<RegisteredTarget> in(
      List<RegisteredTarget> targets, TargetHealthStateEnum state) {
    return targets.stream()
        .filter(target -> target.address() != null && target.health().state() == state)
        .toList();
  }

  /** Targets that are registered; those that are draining with their health. */
  private static List<RegisteredTarget> registered(TargetFacts facts) {
    TargetGroupSpec spec = LoadBalancers.spec(facts.resource());
    Stream<RegisteredTarget> tasks =
        facts.pods().stream()
            .filter(Targets::isUp)
            .map(pod -> task(pod, LoadBalancers.name(facts.resource())));
    Stream<RegisteredTarget> byHand =
        asEmpty(spec.targets()).stream().map(target -> byHand(facts, spec, target));
    return Stream.concat(tasks, byHand).toList();
  }

  private static RegisteredTarget task(Pod pod, String targetGroup) {
    boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
    String address = pod.getStatus().getPodIP();
    return RegisteredTargetBuilder.builder()
        .id(address)
        .port(TargetPorts.of(pod).get(targetGroup))
        .address(address)
        .task(Identifiers.taskId(pod.getMetadata().getUid()))
        .health(leaving ? DRAINING : null)
        .build();
  }

  /** Whether the task has an address and its containers have been started, and not all stopped. */
  private static boolean isUp(Pod pod) {
    if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
      return false;
    }
    List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
    return containers.size() == pod.getSpec().getContainers().size()
        && containers.stream()
            .noneMatch(c -> c.getState() == null || c.getState().getWaiting() != null)
        && containers.stream().anyMatch(c -> c.getState().getRunning() != null);
  }

  private static RegisteredTarget byHand(
      TargetFacts facts, TargetGroupSpec spec, TargetDescription target) {
    boolean instance = or(spec.targetType(), TargetTypeEnum.INSTANCE) == TargetTypeEnum.INSTANCE;
    Optional<String> violation =
        instance ? Optional.empty() : Addresses.violationOfTarget(target.id());
    String address =
        instance ? address(facts.nodes(), target.id()) : violation.isPresent() ? null : target.id();
    return RegisteredTargetBuilder.builder()
        .id(target.id())
        .port(or(target.port(), LoadBalancers.port(spec)))
        .address(address)
        .availabilityZone(target.availabilityZone())
        .health(violation.map(Targets::unusable).orElse(address == null ? GONE : null))
        .build();
  }

  private static TargetHealth unusable(String why) {
    return Verdict.health(
        TargetHealthStateEnum.UNUSED, TargetHealthReasonEnum.TARGET_IPUNUSABLE, why);
  }

  private static String address(List<Node> nodes, String id) {
    return nodes.stream()
        .filter(
            node ->
                id.equals(node.getMetadata().getName())
                    || id.equals(Identifiers.taskId(node.getMetadata().getUid())))
        .flatMap(node -> node.getStatus().getAddresses().stream())
        .filter(address -> address.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElse(null);
  }

  private static RegisteredTarget judged(
      TargetFacts facts, RegisteredTarget target, BiFunction<Checked, Verdict, Verdict> verdicts) {
    if (facts.loadBalancerArns().isEmpty()) {
      return target.withHealth(UNUSED);
    }
    Checked key =
        new Checked(
            facts.resource().getMetadata().getNamespace(),
            facts.resource().getMetadata().getName(),
            target.address(),
            target.port());
    TargetHealth told =
        before(facts)
            .filter(other -> isSame(other, target))
            .map(RegisteredTarget::health)
            .findFirst()
            .orElse(null);
    return target.withHealth(verdicts.apply(key, Verdict.resumed(told)).health());
  }

  /** Targets that were taken out by hand, until their delay is over. */
  private static List<RegisteredTarget> draining(
      TargetFacts facts, List<RegisteredTarget> registered) {
    return before(facts)
        .filter(target -> target.task() == null)
        .filter(target -> registered.stream().noneMatch(other -> isSame(other, target)))
        .map(
            target ->
                target
                    .withHealth(DRAINING)
                    .withDrainingSince(or(target.drainingSince(), facts.now())))
        .filter(target -> target.drainingSince().plus(delay(facts)).isAfter(facts.now()))
        .toList();
  }

  private static Duration delay(TargetFacts facts) {
    return Duration.ofSeconds(
        Attributes.of(LoadBalancers.spec(facts.resource()))
            .number(Attributes.DEREGISTRATION_DELAY));
  }

  private static Stream<RegisteredTarget> before(TargetFacts facts) {
    TargetGroupStatus status = facts.resource().getStatus();
    return status == null ? Stream.empty() : asEmpty(status.targets()).stream();
  }

  private static boolean isSame(RegisteredTarget one, RegisteredTarget other) {
    return one.id().equals(other.id())
        && one.port().equals(other.port())
        && Objects.equals(one.task(), other.task());
  }
}
