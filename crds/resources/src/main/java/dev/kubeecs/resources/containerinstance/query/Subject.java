package dev.kubeecs.resources.containerinstance.query;

import java.util.Optional;

/** What an expression asks about. */
public sealed interface Subject {

  /** Whether the agent answers: {@code true} or {@code false}. */
  record AgentConnected() implements Subject {
    @Override
    public String toString() {
      return "agentConnected";
    }
  }

  /** The version of the agent. */
  record AgentVersion() implements Subject {
    @Override
    public String toString() {
      return "agentVersion";
    }
  }

  /** The attribute of that name. */
  record Attribute(String name) implements Subject {
    @Override
    public String toString() {
      return "attribute:" + name;
    }
  }

  /** The cloud's id of the machine. */
  record Ec2InstanceId() implements Subject {
    @Override
    public String toString() {
      return "ec2InstanceId";
    }
  }

  /** When the instance was registered. */
  record RegisteredAt() implements Subject {
    @Override
    public String toString() {
      return "registeredAt";
    }
  }

  /** How many tasks run on it. */
  record RunningTasksCount() implements Subject {
    @Override
    public String toString() {
      return "runningTasksCount";
    }
  }

  /** The groups of the tasks that run on it: it has as many values as there are. */
  record TaskGroup() implements Subject {
    @Override
    public String toString() {
      return "task:group";
    }
  }

  /** The subject of that spelling; empty if there is none. */
  static Optional<Subject> of(String text) {
    return Optional.ofNullable(
        switch (text) {
          case "agentConnected" -> new AgentConnected();
          case "agentVersion" -> new AgentVersion();
          case "ec2InstanceId" -> new Ec2InstanceId();
          case "registeredAt" -> new RegisteredAt();
          case "runningTasksCount" -> new RunningTasksCount();
          case "task:group" -> new TaskGroup();
          default ->
              text.startsWith("attribute:") && text.length() > "attribute:".length()
                  ? new Attribute(text.substring("attribute:".length()))
                  : null;
        });
  }
}
