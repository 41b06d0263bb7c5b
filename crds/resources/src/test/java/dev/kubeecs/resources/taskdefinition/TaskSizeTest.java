package dev.kubeecs.resources.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSizeTest {

  @ParameterizedTest
  @CsvSource({"256, 256", ".25 vCPU, 256", "1 vCPU, 1024", "0.5vcpu, 512", "16 VCPU, 16384"})
  void cpuIsInUnitsOrVcpu(String text, int units) {
    assertThat(TaskSize.cpuUnits(text)).hasValue(units);
  }

  @ParameterizedTest
  @CsvSource({"512, 512", ".5 GB, 512", "1GB, 1024", "30 gb, 30720"})
  void memoryIsInMebibytesOrGigabytes(String text, int mebibytes) {
    assertThat(TaskSize.memoryMiB(text)).hasValue(mebibytes);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "vCPU", "-1", "1e3", "256 units", "99999999999", "1.2.3 vCPU"})
  void anythingElseIsNone(String text) {
    assertThat(TaskSize.cpuUnits(text)).isEmpty();
    assertThat(TaskSize.memoryMiB(text)).isEmpty();
  }
}
