import { z } from "zod";
import { parseInstant } from "../input/instant.ts";
import {
  alertList,
  cutLine,
  cutText,
  fingerprintText,
  labelMap,
  MAX_SEVERITY_LENGTH,
  MAX_TITLE_LENGTH,
  type Reading,
  readAs,
  readLabels,
  readLink,
} from "./reading.ts";

const instant = z
  .string()
  .transform((text, context) => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.addIssue('must be an ISO-8601 instant such as "2026-11-23T10:00:00Z"');
    return z.NEVER;
  })
  .nullish();

const alert = z.object({
  fingerprint: fingerprintText.optional(),
  status: z.enum(["firing", "resolved"]),
  title: z.string().min(1, "must not be empty"),
  summary: z.string().nullish(),
  severity: z.string().nullish(),
  labels: labelMap.default({}),
  started_at: instant,
  ended_at: instant,
  url: z.url({ protocol: /^https?$/, error: "an http:// or https:// URL" }).nullish(),
});

const many = z.object({ alerts: alertList(alert) });

/**
 * Our own form, for everything that can send JSON: one alert, or `{"alerts": […]}`. Without a fingerprint the title names it.
 * @throws Failure invalid with the path of each fault
 */
export function readGeneric(body: unknown): Reading {
  const isList = typeof body === "object" && body !== null && "alerts" in body;
  const alerts = isList ? readAs(many, body).alerts : [readAs(alert, body)];
  return {
    alerts: alerts.map((one) => ({
      fingerprint: one.fingerprint ?? one.title,
      status: one.status,
      title: cutLine(one.title, MAX_TITLE_LENGTH) || "Alert",
      summary: cutText(one.summary ?? ""),
      severity: one.severity ? cutLine(one.severity, MAX_SEVERITY_LENGTH) : null,
      labels: readLabels(one.labels),
      startedAt: one.started_at ?? null,
      endedAt: one.ended_at ?? null,
      eventAt: null,
      url: readLink(one.url),
    })),
    ignored: [],
  };
}
