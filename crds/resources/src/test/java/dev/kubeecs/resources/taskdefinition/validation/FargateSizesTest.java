package dev.kubeecs.resources.taskdefinition.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateSizesTest {

  @ParameterizedTest
  @CsvSource({
    "256, 512, 2048, 3",
    "512, 1024, 4096, 4",
    "1024, 2048, 8192, 7",
    "2048, 4096, 16384, 13",
    "4096, 8192, 30720, 23",
    "8192, 16384, 61440, 12",
    "16384, 32768, 122880, 12"
  })
  void eachCpuHasItsMemory(int cpu, int least, int most, int sizes) {
    int[] found = IntStream.range(0, 200_000).filter(m -> FargateSizes.exists(cpu, m)).toArray();
    assertThat(found).hasSize(sizes).startsWith(least).endsWith(most);
  }

  @ParameterizedTest
  @CsvSource({"0, 512", "255, 512", "128, 512", "32768, 122880"})
  void noOtherCpuExists(int cpu, int memory) {
    assertThat(FargateSizes.exists(cpu, memory)).isFalse();
  }
}
