package dev.kubeecs.resources.service.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.resources.naming.ObjectNames;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTargetTest {

  @Test
  void urlsTasksAndJobs() {
    assertThat(HookTarget.parse("https://hooks.shop/check"))
        .contains(new HookTarget.Url(URI.create("https://hooks.shop/check")));
    assertThat(HookTarget.parse("arn:aws:ecs:us-east-1:000000000000:task-definition/migrate:3"))
        .containsInstanceOf(HookTarget.Task.class);
    assertThat(HookTarget.parse("cronjob/migrate")).contains(new HookTarget.Job("migrate"));
    assertThat(HookTarget.parse("cronjob/m")).contains(new HookTarget.Job("m"));
  }

  @Test
  void aFunctionIsTheCronJobOfItsName() {
    assertThat(HookTarget.parse("arn:aws:lambda:us-east-1:000000000000:function:migrate"))
        .contains(new HookTarget.Job("migrate"));
    assertThat(HookTarget.parse("arn:aws-cn:lambda:cn-north-1:000000000000:function:Check_Shop"))
        .contains(new HookTarget.Job(ObjectNames.cronJob("Check_Shop")));
    assertThat(ObjectNames.cronJob("Check_Shop")).matches("check-shop-x[0-9a-f]{10}");
    String longest = "arn:aws:lambda:us-east-1:000000000000:function:" + "a".repeat(64);
    assertThat(HookTarget.parse(longest).orElseThrow())
        .isInstanceOfSatisfying(
            HookTarget.Job.class, job -> assertThat(job.cronJob()).hasSizeLessThanOrEqualTo(52));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "migrate",
        "http:///nowhere",
        "arn:aws:lambda:us-east-1:000000000000:function:check:3",
        "arn:aws:lambda:us-east-1:000000000000:layer:check",
        "arn:aws:sqs:us-east-1:000000000000:check",
        "cronjob/",
        "cronjob/Migrate",
        "cronjob/-migrate",
        "cronjob/shop/migrate",
        "cronjob/a23456789-123456789-123456789-123456789-123456789-123"
      })
  void nothingElse(String text) {
    assertThat(HookTarget.parse(text)).isEmpty();
  }
}
