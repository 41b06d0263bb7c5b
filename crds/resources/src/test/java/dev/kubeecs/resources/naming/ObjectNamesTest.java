package dev.kubeecs.resources.naming;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ObjectNamesTest {

  @Provide
  Arbitrary<String> ecsNames() {
    return Arbitraries.strings()
        .withCharRange('a', 'c')
        .withCharRange('A', 'C')
        .withChars("-_0x")
        .ofMinLength(1)
        .ofMaxLength(255);
  }

  @Property
  void everyEcsNameBecomesAnObjectNameAndALabelValue(
      @ForAll("ecsNames") String cluster, @ForAll("ecsNames") String service) {
    assertThat(ObjectNames.cluster(cluster)).matches("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");
    assertThat(ObjectNames.labelValue(ObjectNames.service(cluster, service)))
        .matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
    assertThat(ObjectNames.serviceRevision(service, Identifiers.deploymentId()).length())
        .isLessThanOrEqualTo(52);
  }

  @Property
  void differentNamesNeverShareAnObject(
      @ForAll("ecsNames") String one, @ForAll("ecsNames") String other) {
    Assume.that(!one.equals(other));
    assertThat(ObjectNames.cluster(one)).isNotEqualTo(ObjectNames.cluster(other));
    assertThat(ObjectNames.service("c", one)).isNotEqualTo(ObjectNames.service("c", other));
  }

  @Property
  void aHashedNameGivenAsEcsNameDoesNotCollide(@ForAll("ecsNames") String name) {
    String object = ObjectNames.cluster(name);
    Assume.that(!object.equals(name));
    assertThat(ObjectNames.cluster(object)).isNotEqualTo(object);
  }

  @Example
  void aDnsLabelStaysAsItIs() {
    assertThat(ObjectNames.cluster("demo")).isEqualTo("demo");
    assertThat(ObjectNames.service("demo", "hello")).isEqualTo("hello.demo");
    assertThat(ObjectNames.taskDefinitionRevision("hello", 3)).isEqualTo("hello-3");
  }

  @Example
  void theEdgesOfANameAreNeverDashes() {
    assertThat(ObjectNames.cluster("___")).matches("n-x[0-9a-f]{10}");
    assertThat(ObjectNames.cluster("Demo_")).matches("demo-x[0-9a-f]{10}");
  }
}
