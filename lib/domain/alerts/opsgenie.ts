import { z } from "zod";
import {
  cutLine,
  cutText,
  fingerprintText,
  labelMap,
  MAX_LABELS,
  MAX_SEVERITY_LENGTH,
  MAX_TITLE_LENGTH,
  type Reading,
  readAs,
  readLabels,
  readUnixTime,
} from "./reading.ts";

const MAX_TAGS = MAX_LABELS / 2;
const text = z.string().nullish();
const message = z.object({
  action: z.string(),
  integrationName: text,
  alert: z.object({
    alertId: fingerprintText,
    message: text,
    description: text,
    alias: text,
    entity: text,
    priority: text,
    tags: z.array(z.string()).max(MAX_TAGS, `at most ${MAX_TAGS} tags`).nullish(),
    details: labelMap.nullish(),
    createdAt: z.number().nullish(),
    updatedAt: z.number().nullish(),
  }),
});
type Told = z.infer<typeof message>;

/** Details are labels; a tag "env:prod" is a label too, one without a value is "true". */
function labelsOf({ alert, integrationName }: Told) {
  const tags = (alert.tags ?? []).map((tag): [string, string] => {
    const [, name = "", value = "true"] = /^([^:=]*)(?:[:=](.*))?$/s.exec(tag) ?? [];
    return [name, value];
  });
  const { alias, entity, priority } = alert;
  const own = { alias: alias || null, entity: entity || null, priority, integration: integrationName };
  return readLabels({ ...own, ...Object.fromEntries(tags), ...alert.details });
}

/** What ends an alert; `Create` begins one, and every other action changes neither. */
const ENDS = new Set(["Close", "Delete"]);

/**
 * Opsgenie's (and Jira Service Management's) outgoing webhook.
 * @throws Failure invalid with the path of each fault
 */
export function readOpsgenie(body: unknown): Reading {
  const told = readAs(message, body);
  const { action, alert } = told;
  const isOver = ENDS.has(action);
  if (action !== "Create" && !isOver)
    return {
      alerts: [],
      ignored: [{ path: "action", message: `${cutLine(action, 100)} neither begins nor ends an alert` }],
    };
  const eventAt = readUnixTime(alert.updatedAt) ?? readUnixTime(alert.createdAt);
  const reading = {
    fingerprint: alert.alertId,
    status: isOver ? ("resolved" as const) : ("firing" as const),
    title: cutLine(alert.message ?? "", MAX_TITLE_LENGTH) || "Opsgenie",
    summary: cutText(alert.description ?? ""),
    severity: alert.priority ? cutLine(alert.priority, MAX_SEVERITY_LENGTH) : null,
    labels: labelsOf(told),
    startedAt: readUnixTime(alert.createdAt),
    endedAt: isOver ? eventAt : null,
    eventAt,
    url: null,
  };
  return { alerts: [reading], ignored: [] };
}
