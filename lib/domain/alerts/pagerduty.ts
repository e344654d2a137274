import { z } from "zod";
import {
  cutLine,
  fingerprintText,
  MAX_SEVERITY_LENGTH,
  MAX_TITLE_LENGTH,
  type Reading,
  readAs,
  readInstant,
  readLabels,
  readLink,
} from "./reading.ts";

const named = z.object({ id: z.string().optional(), summary: z.string().nullish() });

const envelope = z.object({
  event: z.object({
    event_type: z.string(),
    occurred_at: z.string().nullish(),
    data: z.looseObject({ type: z.string().optional() }).nullish(),
  }),
});

const incident = z.looseObject({
  id: fingerprintText,
  status: z.enum(["triggered", "acknowledged", "resolved"]),
  title: z.string().nullish(),
  html_url: z.string().nullish(),
  created_at: z.string().nullish(),
  urgency: z.string().nullish(),
  service: named.nullish(),
  priority: named.nullish(),
  teams: z.array(named).nullish(),
});
type PagerDutyIncident = z.infer<typeof incident>;

const labelsOf = ({ service, urgency, priority, teams }: PagerDutyIncident) =>
  readLabels({
    service: service?.summary,
    service_id: service?.id,
    urgency,
    priority: priority?.summary,
    team: teams
      ?.map(({ summary }) => summary)
      .filter(Boolean)
      .join(","),
  });

/**
 * PagerDuty's webhook, version 3: the events of an incident tell its status; notes, pings and the like are ignored.
 * @throws Failure invalid with the path of each fault
 */
export function readPagerDuty(body: unknown): Reading {
  const { event } = readAs(envelope, body);
  if (!event.event_type.startsWith("incident.") || event.data?.type !== "incident")
    return {
      alerts: [],
      ignored: [
        { path: "event.event_type", message: `${cutLine(event.event_type, 100)} is no state of an incident` },
      ],
    };
  const one = readAs(incident, event.data, ["event", "data"]);
  const eventAt = readInstant(event.occurred_at);
  const isOver = one.status === "resolved";
  const severity = one.priority?.summary || one.urgency;
  const alert = {
    fingerprint: one.id,
    status: isOver ? ("resolved" as const) : ("firing" as const),
    title: cutLine(one.title ?? "", MAX_TITLE_LENGTH) || "PagerDuty",
    summary: one.service?.summary ? cutLine(one.service.summary, MAX_TITLE_LENGTH) : "",
    severity: severity ? cutLine(severity, MAX_SEVERITY_LENGTH) : null,
    labels: labelsOf(one),
    startedAt: readInstant(one.created_at),
    endedAt: isOver ? eventAt : null,
    eventAt,
    url: readLink(one.html_url),
  };
  return { alerts: [alert], ignored: [] };
}
