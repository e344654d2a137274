import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import {
  coveragePercent,
  type StateMs,
  totalMs,
  uptimePercent,
  wholeSeconds,
} from "#lib/domain/status/uptime.ts";
import { instant, instantText } from "./instant.ts";

export const uptimeBody = z
  .object({
    id,
    name: z.string(),
    range_start: instant,
    range_end: instant,
    uptime_percentage: z.number().nullable().meta({
      description: "Of covered time, cut after four decimals, never rounded up; null: nothing is known",
    }),
    coverage_percentage: z.number(),
    major_outage: z.number().int().meta({ description: "Seconds; of a group: summed over its members" }),
    partial_outage: z.number().int().meta({ description: "Seconds; of a group: summed over its members" }),
    warnings: z.array(z.string()),
    related_events: z
      .object({
        id: id.optional().meta({ description: "The newest of them" }),
        incidents: z
          .array(id)
          .optional()
          .meta({ description: "Incidents and maintenance of that time, newest first" }),
      })
      .meta({ description: "Empty with `skip_related_events`" }),
  })
  .meta({ id: "Uptime" });

type Uptime = {
  id: string;
  name: string;
  from: number;
  until: number;
  ms: StateMs;
  policy: UptimePolicy;
  warnings: string[];
  related: string[] | null;
};

/** The uptime in Statuspage's form, with what it was computed from. */
export function presentUptime(uptime: Uptime): z.infer<typeof uptimeBody> {
  const percentage = uptimePercent(uptime.ms, uptime.policy);
  const seconds = wholeSeconds(uptime.ms, Math.round(totalMs(uptime.ms) / 1000));
  return {
    id: uptime.id,
    name: uptime.name,
    range_start: instantText(uptime.from),
    range_end: instantText(uptime.until),
    uptime_percentage: percentage === null ? null : Number(percentage),
    coverage_percentage: Number(coveragePercent(uptime.ms)),
    major_outage: seconds.major_outage,
    partial_outage: seconds.partial_outage,
    warnings: uptime.warnings,
    related_events: uptime.related ? relatedEvents(uptime.related) : {},
  };
}

const relatedEvents = (incidents: string[]) => ({
  ...(incidents[0] !== undefined && { id: incidents[0] }),
  incidents,
});

export const uptimeExample: z.infer<typeof uptimeBody> = {
  id: "8kbf7d35c070",
  name: "REST API",
  range_start: "2026-08-25T15:00:00.000Z",
  range_end: "2026-11-23T01:00:00.000Z",
  uptime_percentage: 99.9712,
  coverage_percentage: 100,
  major_outage: 2238,
  partial_outage: 0,
  warnings: [],
  related_events: { id: "p31zjtct2jer", incidents: ["p31zjtct2jer"] },
};
