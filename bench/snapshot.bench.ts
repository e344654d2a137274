import { pool } from "#lib/data/db.ts";
import { buildSnapshot } from "#lib/usecases/snapshot/build.ts";
import { makeHistory } from "./history.ts";
import { addIncidents } from "./incident-history.ts";
import { bench, quantile, rounded, timed } from "./world.ts";

const RUNS = 25;

/**
 * Building the snapshot of 50 components with 30 days and 180 incidents, and with 365 days and 1,000 incidents behind
 * them, in turn; both had two incidents a day in the last 90 days, which is as far as the page looks back.
 */
await bench("snapshot", async () => {
  const now = Date.UTC(2026, 10, 23, 3);
  const short = await makeHistory({ componentCount: 50, days: 30, now });
  const long = await makeHistory({ componentCount: 50, days: 365, now });
  await addIncidents(short.pageId, short.componentIds, { count: 180, days: 90, now });
  await addIncidents(long.pageId, long.componentIds, { count: 1_000, days: 500, now });
  await pool().query("vacuum analyze");
  const times: Record<"short" | "long", number[]> = { short: [], long: [] };
  for (let i = 0; i < RUNS + 5; i++) {
    const pair = [
      await timed(() => buildSnapshot(short.pageId, now)),
      await timed(() => buildSnapshot(long.pageId, now)),
    ];
    if (i < 5) continue;
    times.short.push(pair[0]!);
    times.long.push(pair[1]!);
  }
  const [shortMs, longMs] = [quantile(times.short, 0.5), quantile(times.long, 0.5)];
  return {
    days30Ms: rounded(shortMs),
    days365Ms: { value: rounded(longMs), atMost: 100 },
    ratio: { value: rounded(longMs / shortMs), atMost: 1.5 },
  };
});
