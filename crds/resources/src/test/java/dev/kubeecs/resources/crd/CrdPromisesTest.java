package dev.kubeecs.resources.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.accountsetting.EcsAccountSetting;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.autoscaling.ScalableTarget;
import dev.kubeecs.resources.capacity.EcsCapacityProvider;
import dev.kubeecs.resources.cluster.EcsCluster;
import dev.kubeecs.resources.codedeploy.CodeDeployApplication;
import dev.kubeecs.resources.daemon.DaemonTaskDefinition;
import dev.kubeecs.resources.daemon.EcsDaemon;
import dev.kubeecs.resources.daemon.EcsDaemonRevision;
import dev.kubeecs.resources.discovery.DiscoveryNamespace;
import dev.kubeecs.resources.discovery.DiscoveryOperation;
import dev.kubeecs.resources.discovery.DiscoveryService;
import dev.kubeecs.resources.gateway.EcsGateway;
import dev.kubeecs.resources.loadbalancing.Listener;
import dev.kubeecs.resources.loadbalancing.ListenerRule;
import dev.kubeecs.resources.loadbalancing.LoadBalancer;
import dev.kubeecs.resources.loadbalancing.TargetGroup;
import dev.kubeecs.resources.service.EcsService;
import dev.kubeecs.resources.service.EcsServiceDeployment;
import dev.kubeecs.resources.service.EcsServiceRevision;
import dev.kubeecs.resources.service.EcsTaskSet;
import dev.kubeecs.resources.task.EcsTask;
import dev.kubeecs.resources.taskdefinition.TaskDefinition;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionRevision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceSubresourceScale;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What manifests, scripts and autoscalers rely on, and may not change by accident. */
class CrdPromisesTest {

  static List<Class<? extends HasMetadata>> kinds() {
    return GenerateCustomResourceDefinitions.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsNamespacedInOneGroupAndVersionAndShownByKubectlGetEcs(
      Class<? extends HasMetadata> kind) {
    CustomResourceDefinitionSpec definition = Definitions.of(kind).getSpec();
    assertThat(definition.getGroup()).isEqualTo("kube-ecs.dev");
    assertThat(definition.getScope()).isEqualTo("Namespaced");
    assertThat(definition.getNames().getCategories()).containsExactly("ecs");
    assertThat(definition.getVersions())
        .singleElement()
        .satisfies(
            version -> {
              assertThat(version.getName()).isEqualTo("v1alpha1");
              assertThat(version.getServed()).isTrue();
              assertThat(version.getStorage()).isTrue();
            });
  }

  static List<Class<? extends HasMetadata>> kindsWithStatus() {
    return kinds().stream()
        .filter(kind -> kind != EcsAccountSetting.class && kind != DiscoveryOperation.class)
        .filter(kind -> kind != CodeDeployApplication.class)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("kindsWithStatus")
  void everyStatusIsASubresourceWithConditionsByType(Class<? extends HasMetadata> kind) {
    assertThat(Definitions.version(kind).getSubresources().getStatus()).isNotNull();
    JSONSchemaProps status = Definitions.schema(kind).getProperties().get("status");
    assertThat(status.getProperties()).containsKey("observedGeneration");
    JSONSchemaProps conditions = status.getProperties().get("conditions");
    assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
    assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
    assertThat(conditions.getItems().getSchema().getRequired())
        .containsExactlyInAnyOrder("type", "status");
  }

  @Test
  void autoscalersScaleAServiceAndNothingElse() {
    CustomResourceSubresourceScale scale =
        Definitions.version(EcsService.class).getSubresources().getScale();
    assertThat(scale.getSpecReplicasPath()).isEqualTo(".spec.desiredCount");
    assertThat(scale.getStatusReplicasPath()).isEqualTo(".status.runningCount");
    assertThat(scale.getLabelSelectorPath()).isEqualTo(".status.selector");
    assertThat(kindsWithStatus().stream().filter(kind -> kind != EcsService.class))
        .allSatisfy(
            kind -> assertThat(Definitions.version(kind).getSubresources().getScale()).isNull());
  }

  static Stream<Arguments> shortNames() {
    return Stream.of(
        Arguments.of(EcsCluster.class, "ecscl"),
        Arguments.of(TaskDefinition.class, "td"),
        Arguments.of(TaskDefinitionRevision.class, "tdr"),
        Arguments.of(EcsService.class, "ecssvc"),
        Arguments.of(EcsServiceRevision.class, "ecsrev"),
        Arguments.of(EcsServiceDeployment.class, "ecsdeploy"),
        Arguments.of(EcsTaskSet.class, "ecsset"),
        Arguments.of(EcsTask.class, "ecst"),
        Arguments.of(EcsCapacityProvider.class, "ecscp"),
        Arguments.of(EcsDaemon.class, "ecsd"),
        Arguments.of(EcsDaemonRevision.class, "ecsdrev"),
        Arguments.of(DaemonTaskDefinition.class, "ecsdtd"),
        Arguments.of(LoadBalancer.class, "elb"),
        Arguments.of(Listener.class, "elbl"),
        Arguments.of(ListenerRule.class, "elbr"),
        Arguments.of(TargetGroup.class, "elbtg"),
        Arguments.of(ScalableTarget.class, "ecsscale"),
        Arguments.of(MetricAlarm.class, "cwalarm"),
        Arguments.of(EcsGateway.class, "ecsgw"),
        Arguments.of(CodeDeployApplication.class, "cdapp"),
        Arguments.of(DiscoveryNamespace.class, "sdns"),
        Arguments.of(DiscoveryService.class, "sdsvc"),
        Arguments.of(DiscoveryOperation.class, "sdop"),
        Arguments.of(EcsAccountSetting.class, "ecsas"));
  }

  @ParameterizedTest
  @MethodSource("shortNames")
  void everyKindHasAShortName(Class<? extends HasMetadata> kind, String name) {
    assertThat(Definitions.of(kind).getSpec().getNames().getShortNames()).containsExactly(name);
  }

  static Stream<Arguments> columns() {
    return Stream.of(
        Arguments.of(
            EcsCluster.class,
            "Status, Services, Running, Pending, Ready, Age",
            "ECS Name, Message"),
        Arguments.of(TaskDefinition.class, "Latest, Ready, Age", "ECS Name, Message"),
        Arguments.of(
            TaskDefinitionRevision.class,
            "Family, Revision, Status, Ready, Age",
            "CPU, Memory, Network Mode, Message"),
        Arguments.of(
            EcsService.class,
            "Cluster, Task Definition, Status, Desired, Running, Pending, Rollout, Ready, Age",
            "Strategy, Launch Type, ECS Name, Message"),
        Arguments.of(
            EcsServiceRevision.class,
            "Cluster, Service, Task Definition, Age",
            "Launch Type, Deployment, Message"),
        Arguments.of(
            EcsServiceDeployment.class, "Service, Target, Status, Stage, Reason, Age", "Message"),
        Arguments.of(
            EcsTaskSet.class,
            "Service, Task Definition, Status, Desired, Running, Pending, Ready, Age",
            "Message"),
        Arguments.of(
            EcsTask.class,
            "Cluster, Group, Task Definition, Status, Health, Started, Reason, Age",
            "Pod, Launch Type, Zone, Stop Code, Message"),
        Arguments.of(EcsCapacityProvider.class, "Type, Status, Ready, Age", "ECS Name, Message"),
        Arguments.of(
            EcsDaemon.class,
            "Cluster, Task Definition, Status, Desired, Running, Rollout, Ready, Age",
            "ECS Name, Message"),
        Arguments.of(EcsDaemonRevision.class, "Cluster, Task Definition, Status, Reason, Age", ""),
        Arguments.of(DaemonTaskDefinition.class, "Family, Revision, Status, Ready, Age", "Message"),
        Arguments.of(LoadBalancer.class, "Type, Status, DNS Name, Ready, Age", "Message"),
        Arguments.of(Listener.class, "Load Balancer, Protocol, Port, Ready, Age", "Message"),
        Arguments.of(ListenerRule.class, "Listener, Priority, Ready, Age", "Message"),
        Arguments.of(TargetGroup.class, "Protocol, Port, Healthy, Targets, Ready, Age", "Message"),
        Arguments.of(
            ScalableTarget.class, "Target, Min, Max, Ready, Age", "Last Activity, Message"),
        Arguments.of(MetricAlarm.class, "Metric, State, Ready, Age", "Reason, ECS Name, Message"),
        Arguments.of(EcsGateway.class, "DNS Name, Services, Ready, Age", "ECS Name, Message"),
        Arguments.of(CodeDeployApplication.class, "Age", "ECS Name"),
        Arguments.of(DiscoveryNamespace.class, "Type, DNS Name, Ready, Age", "Message"),
        Arguments.of(
            DiscoveryService.class, "Namespace, DNS Name, Instances, Ready, Age", "Message"),
        Arguments.of(DiscoveryOperation.class, "Type, Age", ""),
        Arguments.of(EcsAccountSetting.class, "Setting, Value, Principal, Age", ""));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void kubectlGetShowsTheseColumnsInThisOrder(
      Class<? extends HasMetadata> kind, String always, String wide) {
    assertThat(columns(kind, 0)).isEqualTo(always);
    assertThat(columns(kind, 1)).isEqualTo(wide);
  }

  private static String columns(Class<? extends HasMetadata> kind, int priority) {
    return Definitions.version(kind).getAdditionalPrinterColumns().stream()
        .filter(column -> column.getPriority() == priority)
        .map(CustomResourceColumnDefinition::getName)
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyColumnShowsAPropertyOfTheSchema(Class<? extends HasMetadata> kind) {
    assertThat(Definitions.version(kind).getAdditionalPrinterColumns())
        .allSatisfy(
            column -> {
              String[] path =
                  column.getJsonPath().replaceAll("\\[.*", "").substring(1).split("\\.");
              if (!path[0].equals("metadata")) {
                assertThat(Definitions.schema(kind).getProperties().get(path[0]).getProperties())
                    .containsKey(path[1]);
              }
            });
  }

  static Stream<Arguments> required() {
    return Stream.of(
        Arguments.of(EcsCluster.class, Set.of()),
        Arguments.of(TaskDefinition.class, Set.of("containerDefinitions")),
        Arguments.of(TaskDefinitionRevision.class, Set.of("family", "revision", "taskDefinition")),
        Arguments.of(EcsService.class, Set.of()),
        Arguments.of(
            EcsServiceRevision.class,
            Set.of("service", "serviceName", "cluster", "deploymentId", "taskDefinition")),
        Arguments.of(
            EcsServiceDeployment.class, Set.of("service", "cluster", "targetServiceRevision")),
        Arguments.of(EcsTaskSet.class, Set.of("service", "cluster", "taskDefinition")),
        Arguments.of(EcsTask.class, Set.of("taskDefinition")),
        Arguments.of(EcsCapacityProvider.class, Set.of()),
        Arguments.of(EcsDaemon.class, Set.of("daemonTaskDefinition", "capacityProviders")),
        Arguments.of(
            EcsDaemonRevision.class,
            Set.of(
                "daemon",
                "daemonName",
                "cluster",
                "deploymentId",
                "number",
                "daemonTaskDefinition",
                "capacityProviders")),
        Arguments.of(
            DaemonTaskDefinition.class, Set.of("family", "revision", "containerDefinitions")),
        Arguments.of(LoadBalancer.class, Set.of()),
        Arguments.of(Listener.class, Set.of("loadBalancer", "protocol", "port", "defaultActions")),
        Arguments.of(ListenerRule.class, Set.of("listener", "priority", "conditions", "actions")),
        Arguments.of(TargetGroup.class, Set.of()),
        Arguments.of(ScalableTarget.class, Set.of("resourceId", "minCapacity", "maxCapacity")),
        Arguments.of(
            MetricAlarm.class,
            Set.of(
                "namespace",
                "metricName",
                "statistic",
                "dimensions",
                "period",
                "evaluationPeriods",
                "threshold",
                "comparisonOperator")),
        Arguments.of(EcsGateway.class, Set.of()),
        Arguments.of(CodeDeployApplication.class, Set.of()),
        Arguments.of(DiscoveryNamespace.class, Set.of()),
        Arguments.of(DiscoveryService.class, Set.of("namespace")),
        Arguments.of(DiscoveryOperation.class, Set.of("type")),
        Arguments.of(EcsAccountSetting.class, Set.of("name", "value")));
  }

  @ParameterizedTest
  @MethodSource("required")
  void aSpecNeedsTheseFields(Class<? extends HasMetadata> kind, Set<String> fields) {
    JSONSchemaProps schema = Definitions.schema(kind);
    assertThat(Set.copyOf(schema.getProperties().get("spec").getRequired())).isEqualTo(fields);
    assertThat(schema.getRequired().contains("spec")).isEqualTo(!fields.isEmpty());
  }
}
