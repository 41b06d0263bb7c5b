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
        "ephemeralStorage: {sizeInGiB: 30}                     | ephemeralStorage",
        "enableFaultInjection: true                            | enableFaultInjection",
        "runtimePlatform: {operatingSystemFamily: WINDOWS_SERVER_2022_CORE} | runtimePlatform.operatingSystemFamily",
        "volumes: [{name: a, host: {sourcePath: /var}}]        | volumes[0].host.sourcePath",
        "volumes: [{name: a}, {name: b, configuredAtLaunch: true}] | volumes[1].configuredAtLaunch",
      })
  void namesMembersOfTheTask(String member, String field) {
    assertThat(fields(member + "\ncontainerDefinitions: []")).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secrets: [{name: A, valueFrom: b}]                    | secrets",
        "environmentFiles: [{value: a, type: s3}]              | environmentFiles",
        "ulimits: [{name: nofile, softLimit: 1, hardLimit: 1}] | ulimits",
        "user: nginx                                           | user",
        "hostname: Web                                         | hostname",
        "logConfiguration: {logDriver: fluentd}                | logConfiguration.logDriver",
        "logConfiguration: {logDriver: json-file, options: {max-size: 1m}} | logConfiguration.options.max-size",
        "logConfiguration: {logDriver: awslogs, options: {awslogs-group: a, tag: b}} | logConfiguration.options.tag",
        "dockerLabels: {'a label': b}                          | dockerLabels.a label",
        "portMappings: [{containerPortRange: 80-90}]           | portMappings.containerPortRange",
        "resourceRequirements: [{type: GPU, value: '1', sharingStrategy: {}}] | resourceRequirements.sharingStrategy",
        "linuxParameters: {swappiness: 1}                      | linuxParameters.swappiness",
        "linuxParameters: {devices: [{hostPath: /dev/fuse}]}   | linuxParameters.devices",
      })
  void namesMembersOfAContainer(String member, String field) {
    assertThat(fields("containerDefinitions: [{name: a, image: a, " + member + "}]"))
        .containsExactly("containerDefinitions[0]." + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostname: one                              | hostname: two           | hostname",
        "dockerLabels: {team: a}                    | dockerLabels: {team: b} | dockerLabels.team",
        "linuxParameters: {initProcessEnabled: false} | linuxParameters: {initProcessEnabled: true} | linuxParameters.initProcessEnabled",
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
                "containerDefinitions: [{name: a, image: a, secrets: [], user: '0:0',"
                    + " restartPolicy: {enabled: true}, hostname: web, dockerLabels: {a.b/c: d},"
                    + " linuxParameters: {initProcessEnabled: true},"
                    + " logConfiguration: {logDriver: awslogs}}]"))
        .isEmpty();
  }

  @Test
  void namesMembersOfOverrides() {
    TaskOverride overrides =
        Serialization.unmarshal(
            "ephemeralStorage: {sizeInGiB: 30}\n"
                + "containerOverrides: [{name: a, environmentFiles: [{value: a, type: s3}]}]",
            TaskOverride.class);
    assertThat(Unsupported.fields(overrides))
        .containsExactly(
            "overrides.ephemeralStorage", "overrides.containerOverrides[0].environmentFiles");
    assertThat(Unsupported.fields((TaskOverride) null)).isEmpty();
  }

  private static List<String> fields(String yaml) {
    return Unsupported.fields(Serialization.unmarshal(yaml, TaskDefinitionSpec.class));
  }
}
