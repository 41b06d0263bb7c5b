package dev.kubeecs.resources.alarm;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.kubeecs.resources.Ecs;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An alarm of CloudWatch on a metric that the operator measures. */
@JsonClassDescription(
    "An alarm of CloudWatch: whether a metric of a service is beyond a threshold. It invokes scaling"
        + " policies, and deployments may watch it.")
@Group(Ecs.GROUP)
@Version(Ecs.VERSION)
@ShortNames("cwalarm")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.stateValue", type = Type.STRING)
@AdditionalPrinterColumn(name = "Metric", jsonPath = ".spec.metricName", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.stateReason",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "ECS Name",
    jsonPath = ".spec.alarmName",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type=='Ready')].message",
    type = Type.STRING,
    priority = 1)
public class MetricAlarm extends CustomResource<MetricAlarmSpec, MetricAlarmStatus>
    implements Namespaced {}
