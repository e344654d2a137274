import { hasBaseline, settleBaseline } from "#lib/data/page/baselines.ts";
import { setOverride } from "#lib/data/page/overrides.ts";
import { readPage } from "#lib/data/page/pages.ts";
import { requestDays } from "#lib/data/page/recounts.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Component } from "#lib/domain/page/component.ts";
import { dayBounds } from "#lib/domain/status/calendar.ts";

const NEWLY_MADE_MS = 3_600_000;

/**
 * The other source begins to speak for the component at `now` (ms): its monitors instead of people, or people instead of
 * its monitors. What was shown until then stays history: the silence of people meant operational, that of monitors
 * unknown. Only what a component implied that was made within the last hour, and that nobody spoke of, gives way: it
 * never was manual, it just had no monitor yet. The caller holds the row lock and writes the new source.
 */
export async function switchSource(tx: Tx, before: Component, now: number): Promise<void> {
  const { timeZone } = (await readPage(before.pageId, tx))!;
  const from =
    before.startDate === null
      ? Math.min(before.createdAt, now)
      : dayBounds(before.startDate, timeZone).startedAt;
  if (before.baselineSource === "monitors") {
    await setOverride(tx, before, null, now);
    await settleBaseline(tx, before.id, "unknown", { from, until: now });
  } else if (now - before.createdAt >= NEWLY_MADE_MS || (await hasBaseline(tx, before.id)))
    await settleBaseline(tx, before.id, "operational", { from, until: now });
  await requestDays(tx, [before.id], Math.min(from, now));
}
