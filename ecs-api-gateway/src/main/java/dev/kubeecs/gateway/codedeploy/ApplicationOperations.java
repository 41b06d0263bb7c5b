package dev.kubeecs.gateway.codedeploy;

import static dev.kubeecs.resources.Absent.or;

import dev.kubeecs.api.codedeploy.ApplicationInfo;
import dev.kubeecs.api.codedeploy.BatchGetApplicationsInput;
import dev.kubeecs.api.codedeploy.BatchGetApplicationsOutput;
import dev.kubeecs.api.codedeploy.ComputePlatform;
import dev.kubeecs.api.codedeploy.CreateApplicationInput;
import dev.kubeecs.api.codedeploy.CreateApplicationOutput;
import dev.kubeecs.api.codedeploy.DeleteApplicationInput;
import dev.kubeecs.api.codedeploy.GetApplicationInput;
import dev.kubeecs.api.codedeploy.GetApplicationOutput;
import dev.kubeecs.api.codedeploy.ListApplicationsInput;
import dev.kubeecs.api.codedeploy.ListApplicationsOutput;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.gateway.protocol.Page;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.codedeploy.CodeDeploy;
import dev.kubeecs.resources.codedeploy.CodeDeployApplication;
import dev.kubeecs.resources.codedeploy.CodeDeployApplicationSpecBuilder;
import dev.kubeecs.resources.naming.ObjectNames;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import jakarta.inject.Singleton;
import java.time.Instant;

/** CreateApplication, DeleteApplication and how applications are read. */
@Singleton
final class ApplicationOperations implements Handlers {

  private final Applications applications;

  ApplicationOperations(Applications applications) {
    this.applications = applications;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations
        .on(CreateApplicationInput.class, this::create)
        .on(DeleteApplicationInput.class, this::delete)
        .on(
            GetApplicationInput.class,
            (request, call) ->
                new GetApplicationOutput(
                    info(applications.require(call, request.applicationName()))))
        .on(
            BatchGetApplicationsInput.class,
            (request, call) ->
                new BatchGetApplicationsOutput(
                    request.applicationNames().stream()
                        .map(name -> info(applications.require(call, name)))
                        .toList()))
        .on(ListApplicationsInput.class, this::list);
  }

  private CreateApplicationOutput create(CreateApplicationInput request, Call call) {
    String name = request.applicationName();
    if (or(request.computePlatform(), ComputePlatform.SERVER) != ComputePlatform.ECS) {
      throw new AwsException(
          "InvalidComputePlatformException",
          "computePlatform: kube-ecs deploys services of ECS only: it must be ECS.");
    }
    if (applications.find(call, name).isPresent()) {
      throw exists(name);
    }
    CodeDeployApplication application = new CodeDeployApplication();
    application.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(call.namespace())
            .withName(ObjectNames.codeDeployApplication(name))
            .build());
    application.setSpec(CodeDeployApplicationSpecBuilder.builder().applicationName(name).build());
    CodeDeployApplication created =
        applications.store().create(application).orElseThrow(() -> exists(name));
    return new CreateApplicationOutput(created.getMetadata().getUid());
  }

  private static AwsException exists(String name) {
    return new AwsException(
        "ApplicationAlreadyExistsException", "Application already exists: " + name);
  }

  /** Deployments that are under way go on. */
  private NoResponse delete(DeleteApplicationInput request, Call call) {
    applications.find(call, request.applicationName()).ifPresent(applications.store()::delete);
    return NoResponse.DONE;
  }

  private ListApplicationsOutput list(ListApplicationsInput request, Call call) {
    Page<String> page =
        Paging.of(call, request.nextToken())
            .of(applications.all(call).stream().map(CodeDeploy::name).toList(), name -> name);
    return new ListApplicationsOutput(page.items(), page.nextToken());
  }

  private static ApplicationInfo info(CodeDeployApplication application) {
    return ApplicationInfo.builder()
        .applicationId(application.getMetadata().getUid())
        .applicationName(CodeDeploy.name(application))
        .createTime(Instant.parse(application.getMetadata().getCreationTimestamp()))
        .linkedToGitHub(false)
        .computePlatform(ComputePlatform.ECS)
        .build();
  }
}
