import { pool } from "#lib/data/db.ts";
import { dropPartitionsBefore, ensurePartitions } from "#lib/data/status/partitions.ts";
import { bench, DAY_MS, quantile, rounded, timed } from "./world.ts";

const DAYS = 10;

/** Dropping a day of raw samples: 50 monitors at 30 s, 144,000 rows. */
await bench("drop-day", async () => {
  const start = Date.UTC(2026, 9, 1);
  await ensurePartitions(Array.from({ length: DAYS }, (_, i) => start + i * DAY_MS));
  for (let day = 0; day < DAYS; day++)
    await pool().query(
      `insert into uptime_samples (monitor_id, prober, slot_at, outcome, latency_ms)
       select 'm' || m, 'local', to_timestamp($1::float8) + n * interval '30 seconds', 'up', 20
       from generate_series(1, 50) as m, generate_series(0, 2879) as n`,
      [(start + day * DAY_MS) / 1000],
    );
  const times: number[] = [];
  for (let i = 1; i <= DAYS; i++) times.push(await timed(() => dropPartitionsBefore(start + i * DAY_MS)));
  const { rows } = await pool().query("select count(*)::int as n from uptime_samples");
  return {
    medianMs: { value: rounded(quantile(times, 0.5)), atMost: 50 },
    slowestMs: rounded(Math.max(...times)),
    rowsLeft: { value: rows[0].n, atMost: 0 },
  };
});
