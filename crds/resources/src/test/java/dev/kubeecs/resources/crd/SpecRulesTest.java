package dev.kubeecs.resources.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every entry of the rules is about a record, or a member of one, that some spec holds. */
class SpecRulesTest {

  @Test
  void noRuleIsForNothing() {
    Set<String> names = new HashSet<>();
    for (Class<? extends HasMetadata> kind : GenerateCustomResourceDefinitions.KINDS) {
      collect(((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments()[0], names);
    }
    assertThat(names).containsAll(SpecRules.load().fragments().keySet());
  }

  private static void collect(Type type, Set<String> names) {
    if (type instanceof Class<?> record && record.isRecord() && names.add(record.getSimpleName())) {
      for (RecordComponent member : record.getRecordComponents()) {
        names.add(record.getSimpleName() + "." + member.getName());
        collect(member.getGenericType(), names);
      }
    } else if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(element -> collect(element, names));
    }
  }
}
