package dev.kubeecs.gateway.elbv2;

import static dev.kubeecs.resources.Absent.asEmpty;
import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.elbv2.CreateLoadBalancerInput;
import dev.kubeecs.api.elbv2.CreateLoadBalancerOutput;
import dev.kubeecs.api.elbv2.DeleteLoadBalancerInput;
import dev.kubeecs.api.elbv2.DeleteLoadBalancerOutput;
import dev.kubeecs.api.elbv2.DescribeLoadBalancerAttributesInput;
import dev.kubeecs.api.elbv2.DescribeLoadBalancerAttributesOutput;
import dev.kubeecs.api.elbv2.DescribeLoadBalancersInput;
import dev.kubeecs.api.elbv2.DescribeLoadBalancersOutput;
import dev.kubeecs.api.elbv2.LoadBalancerAttribute;
import dev.kubeecs.api.elbv2.LoadBalancerTypeEnum;
import dev.kubeecs.api.elbv2.ModifyLoadBalancerAttributesInput;
import dev.kubeecs.api.elbv2.ModifyLoadBalancerAttributesOutput;
import dev.kubeecs.api.elbv2.SetSecurityGroupsInput;
import dev.kubeecs.api.elbv2.SetSecurityGroupsOutput;
import dev.kubeecs.api.elbv2.SetSubnetsInput;
import dev.kubeecs.api.elbv2.SetSubnetsOutput;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.resources.loadbalancing.Attributes;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpec;
import dev.kubeecs.resources.loadbalancing.LoadBalancerSpecBuilder;
import dev.kubeecs.resources.loadbalancing.LoadBalancers;
import dev.kubeecs.resources.loadbalancing.UnsupportedOfLoadBalancing;
import dev.kubeecs.resources.loadbalancing.validation.LoadBalancingRules;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Load balancers and their attributes. */
@Singleton
public final class LoadBalancerOperations implements Handlers {

  private final Balancing balancing;
  private final Views views;

  LoadBalancerOperations(Balancing balancing, Views views) {
    this.balancing = balancing;
    this.views = views;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateLoadBalancerInput.class, this::create)
        .on(DescribeLoadBalancersInput.class, this::describe)
        .on(DeleteLoadBalancerInput.class, this::delete)
        .on(DescribeLoadBalancerAttributesInput.class, this::describeAttributes)
        .on(ModifyLoadBalancerAttributesInput.class, this::modifyAttributes)
        .on(SetSubnetsInput.class, this::setSubnets)
        .on(SetSecurityGroupsInput.class, this::setSecurityGroups);
  }

  private CreateLoadBalancerOutput create(CreateLoadBalancerInput request, Call call) {
    LoadBalancerSpec spec =
        LoadBalancerSpecBuilder.builder()
            .name(request.name())
            .type(or(request.type(), LoadBalancerTypeEnum.APPLICATION))
            .scheme(request.scheme())
            .ipAddressType(request.ipAddressType())
            .subnets(request.subnets())
            .subnetMappings(request.subnetMappings())
            .securityGroups(request.securityGroups())
            .tags(request.tags())
            .build();
    check(spec);
    Optional<LoadBalancer> present = balancing.loadBalancerNamed(call, request.name());
    if (present.isPresent()) {
      LoadBalancerSpec its = LoadBalancers.spec(present.get());
      if (!Objects.equals(its.subnets(), spec.subnets())
          || LoadBalancers.type(present.get()) != spec.type()) {
        throw ElbErrors.duplicateLoadBalancer(request.name());
      }
      return new CreateLoadBalancerOutput(List.of(views.of(call, present.get())));
    }
    LoadBalancer resource = new LoadBalancer();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(ObjectNames.loadBalancing(request.name()))
            .build());
    resource.setSpec(spec);
    LoadBalancer created =
        balancing
            .loadBalancers()
            .create(resource)
            .orElseThrow(() -> ElbErrors.duplicateLoadBalancer(request.name()));
    return new CreateLoadBalancerOutput(List.of(views.of(call, created)));
  }

  private static void check(LoadBalancerSpec spec) {
    if (!Requests.NAME.matcher(spec.name()).matches() || spec.name().startsWith("internal-")) {
      throw ElbErrors.invalid(
          "The load balancer name '%s' cannot be longer than '32' characters, can only contain"
              + " characters that are alphanumeric characters and hyphens(-), and cannot begin or"
              + " end with a hyphen or begin with 'internal-'",
          spec.name());
    }
    int subnets = asEmpty(spec.subnets()).size() + asEmpty(spec.subnetMappings()).size();
    if (subnets == 0) {
      throw ElbErrors.invalid("You must specify subnets or subnet mappings");
    }
    if (subnets < 2 && spec.type() == LoadBalancerTypeEnum.APPLICATION) {
      throw ElbErrors.invalid(
          "At least two subnets in two different Availability Zones must be specified");
    }
    requireValid(spec);
  }

  private static LoadBalancerSpec requireValid(LoadBalancerSpec spec) {
    ElbErrors.requireKept(LoadBalancingRules.violation(spec));
    ElbErrors.requireHonoured(UnsupportedOfLoadBalancing.fields(spec));
    return spec;
  }

  private DescribeLoadBalancersOutput describe(DescribeLoadBalancersInput request, Call call) {
    List<LoadBalancer> found = new ArrayList<>();
    for (String arn : asEmpty(request.loadBalancerArns())) {
      found.add(balancing.requireLoadBalancer(call, arn));
    }
    for (String name : asEmpty(request.names())) {
      found.add(
          balancing
              .loadBalancerNamed(call, name)
              .orElseThrow(
                  () ->
                      new AwsException(
                          "LoadBalancerNotFound", "Load balancers '[" + name + "]' not found")));
    }
    if (found.isEmpty()) {
      found.addAll(balancing.loadBalancers().list(call.namespace()));
    }
    Page<LoadBalancer> page =
        Requests.page(call, request.pageSize(), request.marker()).of(found, LoadBalancers::name);
    return new DescribeLoadBalancersOutput(
        page.items().stream().map(lb -> views.of(call, lb)).toList(), page.nextToken());
  }

  private DeleteLoadBalancerOutput delete(DeleteLoadBalancerInput request, Call call) {
    balancing
        .loadBalancer(call, request.loadBalancerArn())
        .ifPresent(
            found -> {
              if (Attributes.of(LoadBalancers.spec(found)).isOn(Attributes.DELETION_PROTECTION)) {
                throw ElbErrors.protectedFromDeletion(request.loadBalancerArn());
              }
              // Listeners made by kubectl belong to nobody.
              balancing.listenersOf(call, found).forEach(balancing.listeners()::delete);
              balancing.loadBalancers().delete(found);
            });
    return new DeleteLoadBalancerOutput();
  }

  private DescribeLoadBalancerAttributesOutput describeAttributes(
      DescribeLoadBalancerAttributesInput request, Call call) {
    return new DescribeLoadBalancerAttributesOutput(
        attributes(balancing.requireLoadBalancer(call, request.loadBalancerArn())));
  }

  private ModifyLoadBalancerAttributesOutput modifyAttributes(
      ModifyLoadBalancerAttributesInput request, Call call) {
    LoadBalancer changed =
        balancing.edit(
            balancing.requireLoadBalancer(call, request.loadBalancerArn()),
            spec ->
                requireValid(
                    spec.withAttributes(
                        Requests.changed(
                            spec.attributes(),
                            request.attributes(),
                            LoadBalancerAttribute::key,
                            LoadBalancerAttribute::value,
                            LoadBalancerAttribute::new))));
    return new ModifyLoadBalancerAttributesOutput(attributes(changed));
  }

  private static List<LoadBalancerAttribute> attributes(LoadBalancer resource) {
    return Requests.attributes(
        Attributes.of(LoadBalancers.spec(resource)).values(), LoadBalancerAttribute::new);
  }

  private SetSubnetsOutput setSubnets(SetSubnetsInput request, Call call) {
    LoadBalancer changed =
        balancing.edit(
            balancing.requireLoadBalancer(call, request.loadBalancerArn()),
            spec ->
                spec.with(
                    s ->
                        s.subnets(request.subnets())
                            .subnetMappings(request.subnetMappings())
                            .ipAddressType(or(request.ipAddressType(), spec.ipAddressType()))));
    var view = views.of(call, changed);
    return SetSubnetsOutput.builder()
        .availabilityZones(view.availabilityZones())
        .ipAddressType(view.ipAddressType())
        .build();
  }

  private SetSecurityGroupsOutput setSecurityGroups(SetSecurityGroupsInput request, Call call) {
    LoadBalancer changed =
        balancing.edit(
            balancing.requireLoadBalancer(call, request.loadBalancerArn()),
            spec -> spec.withSecurityGroups(request.securityGroups()));
    return SetSecurityGroupsOutput.builder()
        .securityGroupIds(LoadBalancers.spec(changed).securityGroups())
        .build();
  }
}
