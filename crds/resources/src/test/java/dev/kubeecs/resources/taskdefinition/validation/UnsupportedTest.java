package dev.kubeecs.resources.taskdefinition.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.api.ecs.TaskOverride;
import dev.kubeecs.resources.taskdefinition.TaskDefinitionSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "networkMode: none                                     | networkMode",
        "ipcMode: none                                         | ipcMode",
        "enableFaultInjection: true                            | enableFaultInjection",
        "runtimePlatform: {operatingSystemFamily: WINDOWS_SERVER_2022_CORE} | runtimePlatform.operatingSystemFamily",
        "volumes: [{name: a}, {name: b, fsxWindowsFileServerVolumeConfiguration: {}}] | volumes[1].fsxWindowsFileServerVolumeConfiguration",
        "volumes: [{name: a, dockerVolumeConfiguration: {driver: rexray}}] | volumes[0].dockerVolumeConfiguration.driver",
      })
  void namesMembersOfTheTask(String member, String field) {
    assertThat(fields(member + "\ncontainerDefinitions: []")).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user: nginx                                           | user",
        "hostname: Web                                         | hostname",
        "logConfiguration: {logDriver: fluentd}                | logConfiguration.logDriver",
        "logConfiguration: {logDriver: json-file, options: {max-size: 1m}} | logConfiguration.options.max-size",
        "logConfiguration: {logDriver: awslogs, options: {awslogs-group: a, tag: b}} | logConfiguration.options.tag",
        "portMappings: [{containerPortRange: 80-90}]           | portMappings.containerPortRange",
        "resourceRequirements: [{type: GPU, value: '1', sharingStrategy: {}}] | resourceRequirements.sharingStrategy",
        "linuxParameters: {devices: [{hostPath: /dev/fuse}]}   | linuxParameters.devices",
        "linuxParameters: {maxSwap: 1}                         | linuxParameters.maxSwap",
        "linuxParameters: {tmpfs: [{containerPath: /a, size: 1, mountOptions: [noexec]}]} | linuxParameters.tmpfs.mountOptions",
        "dockerSecurityOptions: ['credentialspec:file://x']     | dockerSecurityOptions",
        "secrets: [{name: A, valueFrom: 'arn:aws:secretsmanager:us-east-1:1:secret:a-AbCdEf:b c::'}] | secrets.valueFrom",
      })
  void namesMembersOfAContainer(String member, String field) {
    assertThat(fields("containerDefinitions: [{name: a, image: a, " + member + "}]"))
        .containsExactly("containerDefinitions[0]." + field);
  }

  @ParameterizedTest
  @CsvSource({"53, false", "54, true"})
  void ulimitsNeedANameThatFitsAnAnnotation(int length, boolean refused) {
    assertThat(
            fields(
                "containerDefinitions: [{name: %s, ulimits: [{name: nofile, softLimit: 1, hardLimit: 1}]}]"
                    .formatted("a".repeat(length))))
        .hasSize(refused ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostname: one                              | hostname: two           | hostname",
      })
  void namesWhatContainersOfAPodShare(String first, String second, String field) {
    assertThat(
            fields(
                "containerDefinitions: [{name: a, image: a, %s}, {name: b, image: b, %s}]"
                    .formatted(first, second)))
        .containsExactly("containerDefinitions[1]." + field);
  }

  @Test
  void whatIsSwitchedOffOrEmptyIsHonoured() {
    assertThat(
            fields(
                "containerDefinitions: [{name: a, image: a, secrets: [], user: 'root:0',"
                    + " restartPolicy: {enabled: true}, hostname: web, dockerLabels: {'a b': d},"
                    + " linuxParameters: {initProcessEnabled: true},"
                    + " logConfiguration: {logDriver: awslogs}}]"))
        .isEmpty();
  }

  @Test
  void namesMembersOfOverrides() {
    TaskOverride overrides =
        Serialization.unmarshal(
            "inferenceAcceleratorOverrides: [{deviceName: a}]\n"
                + "containerOverrides: [{name: a, resourceRequirements: [{type: GPU, value: ALL}]}]",
            TaskOverride.class);
    assertThat(paths(Unsupported.fields(overrides)))
        .containsExactly(
            "overrides.inferenceAcceleratorOverrides",
            "overrides.containerOverrides[0].resourceRequirements.value");
    assertThat(Unsupported.fields((TaskOverride) null)).isEmpty();
  }

  private static List<String> fields(String yaml) {
    return paths(Unsupported.fields(Serialization.unmarshal(yaml, TaskDefinitionSpec.class)));
  }

  /** Without what to do instead, in brackets. */
  private static List<String> paths(List<String> fields) {
    return fields.stream().map(field -> field.replaceFirst(" \\(.*", "")).toList();
  }
}
