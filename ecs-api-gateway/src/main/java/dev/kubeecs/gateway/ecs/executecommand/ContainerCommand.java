package dev.kubeecs.gateway.ecs.executecommand;

import dev.kubeecs.gateway.sessionmanager.Command;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A command in a container: Kubernetes' exec, with a terminal. */
final class ContainerCommand implements Command {

  private static final Logger LOG = Logger.getLogger(ContainerCommand.class);

  private static final byte[] INTERRUPT = {0x03};
  private static final byte[] END_OF_INPUT = {0x04};
  private static final int MOST_HANG_UPS = 10;
  private static final Duration HANG_UP_PATIENCE = Duration.ofMillis(200);

  private final KubernetesClient client;
  private final Ticket ticket;

  ContainerCommand(KubernetesClient client, Ticket ticket) {
    this.client = client;
    this.ticket = ticket;
  }

  @Override
  public Running start(OutputStream output, Consumer<String> ended) {
    try {
      ExecWatch exec =
          client
              .pods()
              .inNamespace(ticket.namespace())
              .withName(ticket.pod())
              .inContainer(ticket.container())
              .redirectingInput()
              .writingOutput(output)
              .withTTY()
              .usingListener(new End(ended))
              .exec(ticket.command().toArray(String[]::new));
      return new InContainer(exec);
    } catch (KubernetesClientException e) {
      LOG.warnf("%s: exec failed: %s", ticket, e.getMessage());
      throw new IllegalStateException("Unable to start command: the container is not there.", e);
    }
  }

  private record InContainer(ExecWatch exec) implements Running {

    @Override
    public void type(byte[] bytes) {
      try {
        exec.getInput().write(bytes);
        exec.getInput().flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void resize(int columns, int rows) {
      exec.resize(columns, rows);
    }

    /**
     * The container's runtime keeps a command, and its terminal, whose client has gone. So it is
     * ended as a user ends it: interrupted, and told that nothing more will be typed.
     */
    @Override
    public void close() {
      try {
        for (int attempt = 0; attempt < MOST_HANG_UPS && !exec.exitCode().isDone(); attempt++) {
          type(INTERRUPT);
          awaitEnd();
          type(END_OF_INPUT);
          awaitEnd();
        }
      } catch (RuntimeException e) {
        LOG.debugf("the stream is broken already: %s", e.getMessage());
      } finally {
        exec.close();
      }
    }

    private void awaitEnd() {
      try {
        exec.exitCode().get(HANG_UP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // Not over yet, or over without a code.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Tells once how the command ended. */
  private record End(Consumer<String> ended, AtomicBoolean told) implements ExecListener {

    End(Consumer<String> ended) {
      this(ended, new AtomicBoolean());
    }

    @Override
    public void onExit(int code, Status status) {
      tell(Farewell.of(code, status));
    }

    @Override
    public void onFailure(Throwable failure, Response response) {
      tell(Farewell.CONNECTION_LOST);
    }

    @Override
    public void onClose(int code, String reason) {
      tell(Farewell.CONNECTION_LOST);
    }

    private void tell(String words) {
      if (told.compareAndSet(false, true)) {
        ended.accept(words);
      }
    }
  }
}
