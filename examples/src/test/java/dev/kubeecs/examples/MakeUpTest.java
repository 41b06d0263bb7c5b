package dev.kubeecs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a newcomer types first, beside whatever else is up, with simulated nodes and so without
 * root.
 */
class MakeUpTest {

  @TempDir Path folder;

  @AfterEach
  void down() throws Exception {
    make("down");
  }

  @Test
  void upEndsWithARunningServiceAndDownLeavesNothing() throws Exception {
    String page = make("up");
    assertThat(page)
        .contains("ECS endpoint  http://127.0.0.1:", "make -s env", "logs", "make down");

    String service =
        shell(
            "eval \"$(make -s env)\" && aws ecs describe-services --cluster demo --services hello"
                + " --query 'services[0]'");
    assertThat(new ObjectMapper().readTree(service).get("runningCount").asInt()).isEqualTo(2);
    assertThat(shell("eval \"$(make -s env)\" && kubectl get ecs"))
        .contains("ecsservice.kube-ecs.dev/hello");

    assertThat(make("up")).as("a second time it finds all running").contains("ECS endpoint");

    make("down");
    assertThat(state()).doesNotExist();
    Awaitility.await("no process of it is left")
        .untilAsserted(() -> assertThat(processesOfTheState()).isEmpty());
  }

  private List<String> processesOfTheState() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(commandLine -> commandLine.contains(state().toString()))
        .toList();
  }

  private Path state() {
    return folder.resolve("state");
  }

  private String make(String target) throws IOException, InterruptedException {
    return shell("make -s " + target + " 2>&1");
  }

  private String shell(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(Checkout.file(".").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .putAll(Map.of("KUBE_ECS_STATE", state().toString(), "NODES", "simulated"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + output).isZero();
    return output;
  }
}
