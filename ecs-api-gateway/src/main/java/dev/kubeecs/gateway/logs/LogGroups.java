package dev.kubeecs.gateway.logs;

import dev.kubeecs.gateway.logs.holder.LogHolder;
import dev.kubeecs.gateway.logs.store.LogGroup;
import dev.kubeecs.gateway.logs.store.LogStore;
import dev.kubeecs.gateway.logs.store.LogStream;
import dev.kubeecs.gateway.protocol.Call;
import jakarta.inject.Singleton;

/** The groups and streams of an account, found as clients name them. */
@Singleton
final class LogGroups {

  private final LogHolder holder;

  LogGroups(LogHolder holder) {
    this.holder = holder;
  }

  LogStore store() {
    return holder
        .store()
        .orElseThrow(() -> LogErrors.unavailable("No gateway holds the logs now. " + holder.why()));
  }

  LogGroup require(Call call, String name) {
    return store().group(call.account(), name).orElseThrow(LogErrors::noGroup);
  }

  /** The group by its name or by its identifier, of which a request must have one. */
  LogGroup require(Call call, String name, String identifier) {
    if ((name == null) == (identifier == null)) {
      throw LogErrors.invalid("Specify either logGroupName or logGroupIdentifier, and not both.");
    }
    return require(call, name != null ? name : LogArn.groupName(call.account(), identifier));
  }

  static LogStream requireStream(LogGroup group, String name) {
    return group.stream(name).orElseThrow(LogErrors::noStream);
  }
}
