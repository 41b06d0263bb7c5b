package dev.kubeecs.gateway.sessionmanager;

import static dev.kubeecs.gateway.sessionmanager.Messages.NOW;
import static dev.kubeecs.gateway.sessionmanager.Messages.acknowledging;
import static dev.kubeecs.gateway.sessionmanager.Messages.handshakeResponse;
import static dev.kubeecs.gateway.sessionmanager.Messages.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kubeecs.gateway.sessionmanager.DataChannel.Phase;
import dev.kubeecs.gateway.sessionmanager.DataChannel.Settings;
import dev.kubeecs.gateway.sessionmanager.DataChannel.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DataChannelTest {

  private static final Settings SETTINGS =
      new Settings(Duration.ofSeconds(10), Duration.ofMinutes(20), Duration.ofMinutes(5));

  private DataChannel channel;
  private List<Action> done = new ArrayList<>();
  private Instant now = NOW;

  @Test
  void itAsksForATerminalFirst() {
    open();
    assertThat(sent())
        .containsExactly(
            "5: {\"AgentVersion\":\"3.3.0.0\",\"RequestedClientActions\":[{"
                + "\"ActionType\":\"SessionType\",\"ActionParameters\":{"
                + "\"SessionType\":\"InteractiveCommands\"}}]}");
    assertThat(channel.phase()).isEqualTo(Phase.HANDSHAKE);
  }

  @Test
  void theCommandStartsOnceTheClientIsATerminal() {
    open();
    done.clear();
    receive(handshakeResponse());
    assertThat(done.getLast()).isEqualTo(new Action.Start());
    assertThat(sent()).hasSize(2);
    assertThat(sent().getFirst()).contains("\"AcknowledgedMessageSequenceNumber\":0");
    assertThat(sent().getLast()).startsWith("7: {\"HandshakeTimeToComplete\":");
  }

  @Test
  void aClientThatCannotBeATerminalIsSentAway() {
    open();
    receive(
        input(
            0,
            PayloadType.HANDSHAKE_RESPONSE,
            "{\"ProcessedClientActions\": [{\"ActionStatus\": 2, \"Error\": \"Unknown\"}]}"));
    assertThat(sent().getLast()).contains("cannot do this: [Unknown]");
    assertThat(done).endsWith(new Action.Close()).doesNotContain(new Action.Start());
  }

  @Test
  void aClientThatDoesNotAnswerIsSentAway() {
    open();
    pass(Duration.ofSeconds(10));
    assertThat(sent().getLast()).contains("did not answer the handshake");
  }

  @Test
  void inputReachesTheCommandInOrderAndOnce() {
    begin();
    receive(input(2, PayloadType.OUTPUT, "c"));
    assertThat(done).as("out of order: the client sends it again").isEmpty();
    receive(input(1, PayloadType.OUTPUT, "b"));
    receive(input(1, PayloadType.OUTPUT, "b"));
    receive(input(2, PayloadType.OUTPUT, "c"));
    assertThat(typed()).isEqualTo("bc");
  }

  @Test
  void inputIsAcknowledgedEachTimeItComes() {
    begin();
    receive(input(1, PayloadType.OUTPUT, "b"));
    receive(input(1, PayloadType.OUTPUT, "b"));
    assertThat(sent())
        .hasSize(2)
        .allMatch(message -> message.contains("\"AcknowledgedMessageSequenceNumber\":1"));
  }

  @Test
  void inputThatThereIsNoRoomForIsLeftToTheClient() {
    begin();
    apply(channel.received(input(1, PayloadType.OUTPUT, "b"), false, now));
    assertThat(done).isEmpty();
    receive(input(1, PayloadType.OUTPUT, "b"));
    assertThat(typed()).isEqualTo("b");
  }

  @Test
  void theSizeOfTheTerminalIsPassedOn() {
    begin();
    receive(input(1, PayloadType.SIZE, "{\"cols\": 132, \"rows\": 43}"));
    receive(input(2, PayloadType.SIZE, "{\"cols\": 0, \"rows\": 0}"));
    receive(input(3, PayloadType.SIZE, "large"));
    assertThat(done.stream().filter(Action.Resize.class::isInstance))
        .containsExactly(new Action.Resize(132, 43));
  }

  @Test
  void outputIsNumberedAndMakesRoomWhenItIsAcknowledged() {
    begin();
    apply(channel.output("hello".getBytes(UTF_8), now));
    assertThat(message(done.getLast()).sequenceNumber()).isEqualTo(2);
    assertThat(sent()).containsExactly("1: hello");
    receive(acknowledging(2));
    assertThat(done.getLast()).isEqualTo(new Action.Consumed());
    done.clear();
    receive(acknowledging(2));
    assertThat(done).as("an acknowledgement counts once").isEmpty();
  }

  @Test
  void theOldestMessageIsSentAgainUntilItIsAcknowledged() {
    begin();
    apply(channel.output("one".getBytes(UTF_8), now));
    apply(channel.output("two".getBytes(UTF_8), now));
    done.clear();
    pass(Duration.ofMillis(199));
    assertThat(done).isEmpty();
    pass(Duration.ofMillis(101));
    assertThat(sent()).containsExactly("1: one");
    pass(Duration.ofMillis(300));
    assertThat(sent()).containsExactly("1: one", "1: one");
    receive(acknowledging(2));
    done.clear();
    pass(Duration.ofMillis(300));
    assertThat(sent()).containsExactly("1: two");
  }

  @Test
  void aSlowConnectionIsGivenMoreTime() {
    begin();
    for (int number = 2; number < 40; number++) {
      apply(channel.output("x".getBytes(UTF_8), now));
      now = now.plusMillis(600);
      receive(acknowledging(number));
    }
    done.clear();
    apply(channel.output("y".getBytes(UTF_8), now));
    done.clear();
    pass(Duration.ofMillis(600));
    assertThat(done).isEmpty();
    pass(Duration.ofMillis(400));
    assertThat(sent()).containsExactly("1: y");
  }

  @Test
  void theClientGetsAllOutputBeforeItHearsOfTheEnd() {
    begin();
    apply(channel.output("last words".getBytes(UTF_8), now));
    done.clear();
    apply(channel.ended("Command exited with code 3.", now));
    assertThat(done).isEmpty();
    assertThat(channel.phase()).isEqualTo(Phase.DRAINING);
    receive(acknowledging(2));
    assertThat(sent().getLast())
        .contains("channel_closed", "\"Output\":\"Command exited with code 3.\"");
    assertThat(done).contains(new Action.HangUp()).endsWith(new Action.Close());
    done.clear();
    apply(channel.output("too late".getBytes(UTF_8), now));
    receive(input(1, PayloadType.OUTPUT, "too late"));
    pass(Duration.ofHours(1));
    assertThat(done).isEmpty();
  }

  @Test
  void anUnusedSessionEnds() {
    begin();
    pass(Duration.ofMinutes(19));
    receive(input(1, PayloadType.OUTPUT, "x"));
    pass(Duration.ofMinutes(19));
    apply(channel.output("x".getBytes(UTF_8), now));
    receive(acknowledging(2));
    pass(Duration.ofMinutes(19));
    assertThat(channel.phase()).isEqualTo(Phase.OPEN);
    receive(input(2, PayloadType.SIZE, "{\"cols\": 80, \"rows\": 24}"));
    pass(Duration.ofMinutes(1));
    assertThat(sent().getLast()).contains("Your session timed out due to inactivity.");
    assertThat(done).contains(new Action.HangUp()).endsWith(new Action.Close());
  }

  @Test
  void aClientThatAcknowledgesNothingIsGivenUp() {
    begin();
    apply(channel.output("x".getBytes(UTF_8), now));
    pass(Duration.ofMinutes(5));
    assertThat(done).contains(new Action.HangUp()).endsWith(new Action.Close());
  }

  @Test
  void theClientMayEndTheSession() {
    begin();
    receive(input(1, PayloadType.FLAG, new byte[] {0, 0, 0, 2}));
    assertThat(done).contains(new Action.HangUp()).endsWith(new Action.Close());
  }

  /** Whatever gets lost on the way, what is typed arrives once and in order. */
  @Property
  void nothingIsLostOrTwice(
      @ForAll @Size(max = 60) List<@IntRange(max = 2) Integer> fates,
      @ForAll @IntRange(min = 1, max = 20) int messages) {
    done = new ArrayList<>();
    now = NOW;
    begin();
    // A client as the plugin is: it sends each once, and then the oldest without acknowledgement.
    List<Integer> outstanding =
        new ArrayList<>(IntStream.rangeClosed(1, messages).boxed().toList());
    List<Integer> attempts = new ArrayList<>(outstanding);
    for (int i = 0; !outstanding.isEmpty(); i++) {
      int number = attempts.isEmpty() ? outstanding.getFirst() : attempts.removeFirst();
      int fate = i < fates.size() ? fates.get(i) : 1;
      if (fate == 0) {
        continue; // lost
      }
      int before = sent().size();
      apply(channel.received(input(number, PayloadType.OUTPUT, number + " "), fate == 1, now));
      if (sent().size() > before) {
        outstanding.remove(Integer.valueOf(number));
      }
    }
    String expected =
        String.join("", IntStream.rangeClosed(1, messages).mapToObj(n -> n + " ").toList());
    assertThat(typed()).isEqualTo(expected);
  }

  private void open() {
    apply(DataChannel.open("ecs-execute-command-1", SETTINGS, now));
  }

  /** Past the handshake, which is messages 0 and 1 of output and 0 of input. */
  private void begin() {
    open();
    receive(acknowledging(0));
    receive(handshakeResponse());
    receive(acknowledging(1));
    done.clear();
  }

  private void receive(Message message) {
    apply(channel.received(message, true, now));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    apply(channel.tick(now));
  }

  private void apply(Step step) {
    channel = step.channel();
    done.addAll(step.actions());
  }

  /** What was sent: the type of the payload and the payload. */
  private List<String> sent() {
    return done.stream()
        .filter(Action.Send.class::isInstance)
        .map(DataChannelTest::message)
        .map(m -> m.payloadType() + ": " + new String(m.payload(), UTF_8))
        .toList();
  }

  private String typed() {
    return String.join(
        "",
        done.stream()
            .filter(Action.Input.class::isInstance)
            .map(action -> new String(((Action.Input) action).bytes(), UTF_8))
            .toList());
  }

  private static Message message(Action action) {
    return ((Action.Send) action).message();
  }
}
