package dev.kubeecs.gateway.sessionmanager;

import java.util.Optional;

/** Decides which clients may have a session. */
public interface Admission {

  /**
   * Takes a client's token, which is good for one session. May block.
   *
   * @param sessionId the session that the client wants
   * @param token what it shows; not to be trusted
   * @return empty if the token is not good, or not good any more
   */
  Optional<Admitted> admit(String sessionId, String token);

  /**
   * A client that may have its session.
   *
   * @param requestId of the call that the token was the answer to
   * @param description where the command runs and for whom, for the log
   * @param command what the session runs
   */
  record Admitted(String requestId, String description, Command command) {}
}
