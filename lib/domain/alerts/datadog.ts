import { z } from "zod";
import { invalid } from "../errors.ts";
import {
  cutLine,
  cutText,
  fingerprintText,
  MAX_LABELS,
  MAX_SEVERITY_LENGTH,
  MAX_TITLE_LENGTH,
  type Reading,
  readAs,
  readLabels,
  readLink,
  readUnixTime,
} from "./reading.ts";

/** `$ALERT_TRANSITION` by what it means here. */
const FIRING = ["Triggered", "Re-Triggered", "Warn", "Re-Warn", "No Data", "Re-No Data", "Renotify"];
const RESOLVED = ["Recovered"];

const text = z.string().default("");
const unixTime = z.union([z.string(), z.number()]).nullish();

/** The payload that docs/alerts.md asks to paste into Datadog's webhook; variables that are not set arrive empty. */
const message = z.object({
  alert_id: fingerprintText,
  aggreg_key: text,
  transition: z.string({ error: "use the payload that the guide gives: it has no transition" }),
  title: text,
  alert_title: text,
  body: text,
  tags: text,
  scope: text,
  priority: text,
  hostname: text,
  link: text,
  date: unixTime,
  last_updated: unixTime,
});

/** "env:prod,team:api,legacy" as labels; a tag without a value is "true", one that comes twice keeps both values. */
function tagsOf(tags: string): Record<string, string> {
  const labels = new Map<string, string>();
  for (const tag of tags.split(",")) {
    const [, name = "", value = "true"] = /^([^:]*)(?::(.*))?$/s.exec(tag.trim()) ?? [];
    if (name === "") continue;
    const known = labels.get(name);
    labels.set(name, known === undefined || known === value ? value : `${known},${value}`);
  }
  if (labels.size > MAX_LABELS)
    throw invalid([{ path: "tags", message: `at most ${MAX_LABELS} different tags` }]);
  return Object.fromEntries(labels);
}

function severityOf(transition: string, priority: string): string | null {
  if (/warn/i.test(transition)) return "warning";
  if (/no data/i.test(transition)) return "no_data";
  return priority ? cutLine(priority, MAX_SEVERITY_LENGTH) : null;
}

/**
 * Datadog's webhook with the payload of the guide.
 * @throws Failure invalid with the path of each fault
 */
export function readDatadog(body: unknown): Reading {
  const told = readAs(message, body);
  const isFiring = FIRING.includes(told.transition);
  const isResolved = RESOLVED.includes(told.transition);
  if (told.transition === "")
    return { alerts: [], ignored: [{ path: "transition", message: "an event that is no monitor's alert" }] };
  if (!isFiring && !isResolved)
    throw invalid([{ path: "transition", message: `must be one of ${[...FIRING, ...RESOLVED].join(", ")}` }]);
  const eventAt = readUnixTime(told.last_updated) ?? readUnixTime(told.date);
  const named = { scope: told.scope, hostname: told.hostname, monitor: told.alert_id };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ""));
  const alert = {
    fingerprint: told.aggreg_key ? `${told.alert_id}:${told.aggreg_key}` : told.alert_id,
    status: isFiring ? ("firing" as const) : ("resolved" as const),
    title: cutLine(told.alert_title || told.title, MAX_TITLE_LENGTH) || "Datadog",
    summary: cutText(told.body),
    severity: severityOf(told.transition, told.priority),
    labels: readLabels({ ...given, ...tagsOf(told.tags) }),
    startedAt: isFiring ? readUnixTime(told.date) : null,
    endedAt: isResolved ? eventAt : null,
    eventAt,
    url: readLink(told.link),
  };
  return { alerts: [alert], ignored: [] };
}
