package dev.kubeecs.gateway.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kubeecs.api.cloudwatch.SetAlarmStateInput;
import dev.kubeecs.gateway.protocol.AwsException;
import dev.kubeecs.gateway.protocol.Call;
import dev.kubeecs.gateway.protocol.Handlers;
import dev.kubeecs.gateway.protocol.Operations;
import dev.kubeecs.model.NoResponse;
import dev.kubeecs.resources.alarm.MetricAlarm;
import dev.kubeecs.resources.alarm.StateSetting;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** SetAlarmState. */
@Singleton
final class AlarmStateOperations implements Handlers {

  private static final JsonMapper JSON = new JsonMapper();

  private final KnownAlarms alarms;
  private final Clock clock;

  AlarmStateOperations(KnownAlarms alarms, Clock clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public void register(Operations.Registration operations) {
    operations.on(SetAlarmStateInput.class, this::set);
  }

  private NoResponse set(SetAlarmStateInput request, Call call) {
    requireJson(request.stateReasonData());
    StateSetting asked =
        new StateSetting(
            request.stateValue(),
            request.stateReason(),
            request.stateReasonData(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Optional<MetricAlarm> changed =
        alarms
            .find(call, request.alarmName())
            .flatMap(alarm -> alarms.change(alarm, spec -> spec.withSetState(asked)));
    if (changed.isEmpty()) {
      throw CloudWatchErrors.noAlarm(request.alarmName());
    }
    return NoResponse.DONE;
  }

  private static void requireJson(String data) {
    try {
      if (data != null) {
        JSON.readTree(data);
      }
    } catch (JsonProcessingException e) {
      throw new AwsException(
          "InvalidFormat", "StateReasonData is not valid JSON: " + e.getOriginalMessage());
    }
  }
}
