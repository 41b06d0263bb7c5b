package dev.kubeecs.gateway.ecs.executecommand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TicketTest {

  private static final Ticket TICKET =
      new Ticket(
          "ecs-execute-command-1",
          "default",
          "t",
          "p",
          "web",
          List.of("echo", "hunter2"),
          "r",
          "AKIA",
          "53c237");

  @Test
  void aTokenSaysWhatItIsGoodFor() {
    assertThat(Ticket.claimed(TICKET.token())).contains(TICKET);
  }

  @Property
  void whateverAClientShowsIsATicketOrNone(@ForAll String token) {
    assertThat(Ticket.claimed(token)).isEmpty();
    String json = Base64.getUrlEncoder().encodeToString(token.getBytes(UTF_8));
    assertThat(Ticket.claimed(json)).isEmpty();
  }

  @Test
  void aTicketWithoutItsPartsIsNone() {
    String json = Base64.getUrlEncoder().encodeToString("{\"sessionId\": \"x\"}".getBytes(UTF_8));
    assertThat(Ticket.claimed(json)).isEmpty();
  }

  @Test
  void aTicketInALogGivesNothingAway() {
    assertThat(TICKET.toString()).doesNotContain("53c237", "hunter2");
  }
}
