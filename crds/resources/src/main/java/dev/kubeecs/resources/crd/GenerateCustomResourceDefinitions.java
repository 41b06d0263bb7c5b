package dev.kubeecs.resources.crd;

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
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.File;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes one {@code <plural>.kube-ecs.dev-v1.yml} per kind into the folder given. */
public final class GenerateCustomResourceDefinitions {

  /** Every kind, in the order in which {@code kubectl get ecs} is best read. */
  static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          EcsCluster.class,
          TaskDefinition.class,
          TaskDefinitionRevision.class,
          EcsService.class,
          EcsServiceRevision.class,
          EcsServiceDeployment.class,
          EcsTaskSet.class,
          EcsTask.class,
          EcsCapacityProvider.class,
          EcsDaemon.class,
          EcsDaemonRevision.class,
          DaemonTaskDefinition.class,
          LoadBalancer.class,
          Listener.class,
          ListenerRule.class,
          TargetGroup.class,
          ScalableTarget.class,
          MetricAlarm.class,
          EcsGateway.class,
          CodeDeployApplication.class,
          DiscoveryNamespace.class,
          DiscoveryService.class,
          DiscoveryOperation.class,
          EcsAccountSetting.class);

  private GenerateCustomResourceDefinitions() {}

  /** Argument: the folder for the YAML. */
  public static void main(String[] arguments) {
    File folder = new File(arguments[0]);
    if (!folder.isDirectory() && !folder.mkdirs()) {
      throw new IllegalStateException(folder + " cannot be created");
    }
    new CRDGenerator()
        .forCRDVersions("v1")
        .withPostProcessor(
            new Refinements(
                KINDS.stream().collect(Collectors.toMap(Class::getSimpleName, Function.identity())),
                SpecRules.load()))
        .inOutputDir(folder)
        .customResourceClasses(KINDS)
        .generate();
  }
}
