import { notedNudges, noteNudges, nudgeKey, readStaleIncidents } from "#lib/data/alerts/nudges.ts";
import { change } from "#lib/data/tx.ts";
import { NUDGE_AFTER_HOURS, nudgesDue } from "#lib/domain/alerts/automatic.ts";
import { automationScope } from "./acting.ts";

const HOUR_MS = 3_600_000;

/**
 * Reminds of published open incidents of which nothing was said for too long, or past what was promised: once after each
 * of the hours. After a long absence of the worker only the latest is told. Returns how many were told.
 */
export async function nudgeStaleIncidents(now: number): Promise<number> {
  const stale = await readStaleIncidents(now - NUDGE_AFTER_HOURS[0] * HOUR_MS);
  const noted = await notedNudges(stale);
  let told = 0;
  for (const one of stale) {
    const due = nudgesDue(one.staleFrom, now).filter(
      (hours) => !noted.has(nudgeKey(one.id, one.staleFrom, hours)),
    );
    if (due.length === 0) continue;
    told += await change(automationScope(one.pageId), async (tx) => {
      const fresh = await noteNudges(tx, one, due, now);
      if (fresh.length === 0) return { result: 0, audit: null, event: null };
      const payload = {
        incident_id: one.id,
        hours: Math.max(...fresh),
        stale_from: new Date(one.staleFrom).toISOString(),
      };
      return { result: 1, audit: null, event: { kind: "incident.stale", payload } };
    });
  }
  return told;
}
