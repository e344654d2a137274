import { z } from "zod";
import { canonical } from "../input/difference.ts";
import {
  type AlertReading,
  alertList,
  cutLine,
  cutText,
  fingerprintText,
  labelMap,
  MAX_SEVERITY_LENGTH,
  MAX_TITLE_LENGTH,
  type Reading,
  readAs,
  readInstant,
  readLabels,
  readLink,
} from "./reading.ts";

const optionalText = z.string().nullish();

/** An alert of Alertmanager's webhook, version 4; Grafana's unified alerting sends the same with more links. */
const alert = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: labelMap,
  annotations: z.record(z.string(), z.unknown()).default({}),
  startsAt: optionalText,
  endsAt: optionalText,
  generatorURL: optionalText,
  /** Alertmanager before 0.20 sends none: its labels name an alert anyway. */
  fingerprint: fingerprintText.optional(),
  dashboardURL: optionalText,
  panelURL: optionalText,
});
type PrometheusAlert = z.infer<typeof alert>;

const message = z.object({ alerts: alertList(alert), truncatedAlerts: z.number().optional() });

const note = (annotations: Record<string, unknown>, ...names: string[]): string => {
  const found = names.map((name) => annotations[name]).find((text) => typeof text === "string" && text);
  return (found as string | undefined) ?? "";
};

/** One alert in the form of Prometheus. */
function readPrometheusAlert(one: PrometheusAlert): AlertReading {
  const labels = readLabels(one.labels);
  const summary = note(one.annotations, "summary", "title");
  const text = note(one.annotations, "description", "message");
  const isOver = one.status === "resolved";
  return {
    fingerprint: one.fingerprint ?? canonical(one.labels),
    status: one.status,
    title: cutLine(summary || labels.alertname || "Alert", MAX_TITLE_LENGTH) || "Alert",
    summary: cutText(text),
    severity: labels.severity ? cutLine(labels.severity, MAX_SEVERITY_LENGTH) : null,
    labels,
    startedAt: readInstant(one.startsAt),
    endedAt: isOver ? readInstant(one.endsAt) : null,
    eventAt: null,
    url: readLink(one.panelURL) ?? readLink(one.dashboardURL) ?? readLink(one.generatorURL),
  };
}

/**
 * Alertmanager's webhook (`webhook_configs`), version 4: a group with all of its alerts.
 * @throws Failure invalid with the path of each fault
 */
export function readAlertmanager(body: unknown): Reading {
  const { alerts, truncatedAlerts = 0 } = readAs(message, body);
  const left = `${truncatedAlerts} alerts were left out by the sender: raise its limit of alerts a message`;
  return {
    alerts: alerts.map(readPrometheusAlert),
    ignored: truncatedAlerts > 0 ? [{ path: "truncatedAlerts", message: left }] : [],
  };
}
