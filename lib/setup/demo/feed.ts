import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { millis } from "#lib/data/sql.ts";
import { API_PROBER, type Sample, slotStart } from "#lib/domain/status/sample.ts";
import type { Logger } from "#lib/log.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { DEMO_COMPONENTS } from "./nouns.ts";
import { DEMO_INTERVAL_SECONDS, demoId, readDemoPage } from "./page-nouns.ts";
import { planStretch } from "./plan.ts";
import { DEMO_SEED } from "./seed.ts";
import { simulate } from "./simulate.ts";

const INTERVAL_MS = DEMO_INTERVAL_SECONDS * 1000;
/** After a longer stop the demo shows the hole that it left. */
export const MAX_CATCH_UP_MS = 2 * 86_400_000;
const MAX_BATCH = 10_000;
const TICK_MS = 5_000;

const MONITORS = DEMO_COMPONENTS.flatMap((component) =>
  component.monitors.map((monitor) => ({ component: component.key, monitor, baseMs: component.baseMs })),
);

/** Which of the demo's monitors exist, since when, and their newest slot, ms. */
async function readMonitors(pageId: string, seed: string) {
  const byId = new Map(MONITORS.map((one) => [demoId(seed, "monitor", one.component, one.monitor), one]));
  const { rows } = await pool().query<{ id: string; openedAt: number; lastSlotAt: number | null }>(
    `select m.id, ${millis("m.created_at")} as "openedAt", ${millis("r.last_slot_at")} as "lastSlotAt"
     from monitors m left join judge_requests r on r.monitor_id = m.id
     where m.page_id = $1 and m.id = any($2) and m.enabled and m.archived_at is null order by m.id`,
    [pageId, [...byId.keys()]],
  );
  return rows.map((row) => ({ ...row, ...byId.get(row.id)! }));
}

/** What the demo's monitors measured since their newest stored sample; not further back than MAX_CATCH_UP_MS. */
export async function dueSamples(pageId: string, seed: string, now: number): Promise<Sample[]> {
  const monitors = await readMonitors(pageId, seed);
  const earliest = slotStart(now - MAX_CATCH_UP_MS, INTERVAL_MS, 0);
  const samples: Sample[] = [];
  for (const { id, openedAt, lastSlotAt, ...simulated } of monitors) {
    const from = Math.max(earliest, (lastSlotAt ?? openedAt) + INTERVAL_MS);
    const measure = simulate(planStretch({ seed, openedAt }, from, now + 1), simulated);
    for (let slotAt = slotStart(from, INTERVAL_MS, 0); slotAt <= now; slotAt += INTERVAL_MS) {
      const sample = slotAt >= from ? measure(slotAt) : null;
      if (!sample) continue;
      const { reason, ...measured } = sample;
      const detail = reason ? { reason } : null;
      samples.push({
        ...measured,
        detail,
        monitorId: id,
        prober: API_PROBER,
        slotAt,
        impaired: false,
        clientId: null,
      });
    }
  }
  return samples;
}

/** Records what is due, through the same door as every sample. Returns how many. */
export async function feedOnce(seed: string, now: number): Promise<number> {
  const page = await readDemoPage(pool());
  if (!page.isDemo) return 0;
  const scope = authorize({ kind: "system", id: "demo", pageId: null }, "samples:write", page.id);
  const samples = await dueSamples(page.id, seed, now);
  for (let at = 0; at < samples.length; at += MAX_BATCH)
    await recordSamples(scope, samples.slice(at, at + MAX_BATCH));
  return samples.length;
}

/**
 * Goes on measuring the demo's world until `signal`: without it every component would turn unknown within minutes. The
 * process's database is open. A database that is away is waited for.
 */
export async function feedDemo(options: { signal: AbortSignal; log: Logger; seed?: string }): Promise<void> {
  const { signal, log, seed = DEMO_SEED } = options;
  while (!signal.aborted) {
    await feedOnce(seed, Date.now()).catch((error: unknown) =>
      log.warn({ err: error }, "the demo could not record its samples"),
    );
    await sleep(TICK_MS, undefined, { signal }).catch(() => {});
  }
}
