package dev.kubeecs.gateway.cloudwatch;

import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.store.Store;
import dev.kubeecs.gateway.store.StoreIndex;
import dev.kubeecs.gateway.store.Stores;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.MetricAlarmSpec;
import dev.kubeecs.resources.alarm.MetricAlarms;
import dev.kubeecs.resources.alarm.PolicyReference;
import dev.kubeecs.resources.naming.Oldest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The alarms of an account, found as the API names them. */
@Singleton
public final class KnownAlarms {

  private final Store<MetricAlarm> store;
  private final StoreIndex<MetricAlarm> byName;

  KnownAlarms(Stores stores) {
    this.store = stores.of(MetricAlarm.class);
    this.byName = store.index("alarmName", alarm -> List.of(MetricAlarms.name(alarm)));
  }

  Store<MetricAlarm> store() {
    return store;
  }

  /** All, each name once. */
  Collection<MetricAlarm> all(Call call) {
    return Oldest.ofEach(store.list(call.namespace()), MetricAlarms::name);
  }

  /** The alarm of that name. */
  public Optional<MetricAlarm> find(Call call, String name) {
    return Oldest.of(byName.get(call.namespace(), name));
  }

  /** Those that invoke a scaling policy in some state, in the order of their names. */
  public List<String> invoking(Call call, PolicyReference policy) {
    return all(call).stream()
        .filter(alarm -> MetricAlarms.policies(alarm.getSpec()).anyMatch(policy::equals))
        .map(MetricAlarms::name)
        .sorted()
        .toList();
  }

  /** Changes an alarm; empty if it has gone. */
  Optional<MetricAlarm> change(MetricAlarm alarm, UnaryOperator<MetricAlarmSpec> change) {
    return store.edit(
        alarm.getMetadata().getNamespace(),
        alarm.getMetadata().getName(),
        copy -> {
          copy.setSpec(change.apply(copy.getSpec()));
          return copy;
        });
  }
}
