package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.gateway.codedeploy.CodeDeployErrors.invalidRevision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kubeecs.api.ecs.AssignPublicIp;
import dev.kubeecs.api.ecs.AwsVpcConfiguration;
import dev.kubeecs.api.ecs.CapacityProviderStrategyItem;
import dev.kubeecs.api.ecs.NetworkConfiguration;
import dev.kubeecs.resources.service.validation.HookTarget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads an AppSpec, as YAML or JSON; keys may begin with a capital or not. What is not known is
 * refused, never ignored.
 */
final class AppSpecReader {

  private static final String SERVICE = "AWS::ECS::Service";

  private AppSpecReader() {}

  /**
   * Reads the content of a revision.
   *
   * @throws dev.kubeecs.gateway.protocol.AwsException {@code InvalidRevisionException}
   */
  static AppSpec read(String content) {
    AppSpecNode appSpec = new AppSpecNode("AppSpec", parse(content));
    appSpec.allow("version", "resources", "hooks");
    if (!appSpec.required("version").text().equals("0.0")) {
      throw invalidRevision("AppSpec: version must be 0.0.");
    }
    AppSpecNode service = service(appSpec.required("resources"));
    service.allow("type", "properties");
    if (!service.required("type").text().equals(SERVICE)) {
      throw invalidRevision("AppSpec: Type of the resource must be %s.", SERVICE);
    }
    AppSpecNode properties = service.required("properties");
    properties.allow(
        "taskDefinition",
        "loadBalancerInfo",
        "platformVersion",
        "networkConfiguration",
        "capacityProviderStrategy");
    AppSpecNode loadBalancer = properties.required("loadBalancerInfo");
    loadBalancer.allow("containerName", "containerPort");
    return new AppSpec(
        properties.required("taskDefinition").text(),
        loadBalancer.required("containerName").text(),
        loadBalancer.required("containerPort").number(),
        properties.find("platformVersion").map(AppSpecNode::text).orElse(null),
        properties.find("networkConfiguration").map(AppSpecReader::network).orElse(null),
        properties.find("capacityProviderStrategy").map(AppSpecReader::strategy).orElse(List.of()),
        appSpec.find("hooks").map(AppSpecReader::hooks).orElse(Map.of()));
  }

  private static JsonNode parse(String content) {
    JsonNode parsed;
    try {
      parsed = new KubernetesSerialization().unmarshal(content, JsonNode.class);
    } catch (RuntimeException e) {
      // The parsers of JSON and of YAML have nothing else in common.
      throw invalidRevision("The AppSpec is neither valid YAML nor JSON: %s", e.getMessage());
    }
    if (parsed != null && parsed.isObject()) {
      return parsed;
    }
    throw invalidRevision("The AppSpec must be an object, as YAML or JSON.");
  }

  /** The one resource, in a list whose element has the name of the resource as its only key. */
  private static AppSpecNode service(AppSpecNode resources) {
    List<AppSpecNode> elements = resources.elements();
    if (elements.size() != 1 || elements.getFirst().names().size() != 1) {
      throw invalidRevision("AppSpec: Resources must have exactly one element, the service.");
    }
    AppSpecNode element = elements.getFirst();
    return element.required(element.names().getFirst());
  }

  private static NetworkConfiguration network(AppSpecNode network) {
    network.allow("awsvpcConfiguration");
    AppSpecNode vpc = network.required("awsvpcConfiguration");
    vpc.allow("subnets", "securityGroups", "assignPublicIp");
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(
            AwsVpcConfiguration.builder()
                .subnets(vpc.required("subnets").texts())
                .securityGroups(vpc.find("securityGroups").map(AppSpecNode::texts).orElse(null))
                .assignPublicIp(
                    vpc.find("assignPublicIp")
                        .map(node -> node.oneOf(AssignPublicIp.values()))
                        .orElse(null))
                .build())
        .build();
  }

  private static List<CapacityProviderStrategyItem> strategy(AppSpecNode strategy) {
    List<CapacityProviderStrategyItem> items = new ArrayList<>();
    for (AppSpecNode item : strategy.elements()) {
      item.allow("capacityProvider", "base", "weight");
      items.add(
          CapacityProviderStrategyItem.builder()
              .capacityProvider(item.required("capacityProvider").text())
              .base(item.find("base").map(AppSpecNode::number).orElse(null))
              .weight(item.find("weight").map(AppSpecNode::number).orElse(null))
              .build());
    }
    return items;
  }

  private static Map<HookEvent, String> hooks(AppSpecNode hooks) {
    Map<HookEvent, String> targets = new EnumMap<>(HookEvent.class);
    for (AppSpecNode element : hooks.elements()) {
      for (String name : element.names()) {
        HookEvent event =
            Arrays.stream(HookEvent.values())
                .filter(known -> known.event().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
        String target = element.required(name).text();
        if (HookTarget.parse(target).isEmpty()) {
          throw invalidRevision(
              "AppSpec: Hooks.%s: %s cannot be called; a hook %s",
              event.event(), target, HookTarget.RULE);
        }
        targets.put(event, target);
      }
    }
    return targets;
  }

  private static RuntimeException unknown(String name) {
    return invalidRevision(
        "AppSpec: Hooks.%s is no event of a service; there are %s.",
        name,
        Arrays.stream(HookEvent.values()).map(HookEvent::event).collect(Collectors.joining(", ")));
  }
}
