import { closeDatabase, openDatabase, pool } from "#lib/data/db.ts";
import { seedDemo } from "#lib/setup/demo/seed.ts";
import { migrate } from "#lib/setup/migrate.ts";
import { startThrowawayCluster } from "#lib/testing/throwaway-cluster.ts";
import { buildSnapshot } from "#lib/usecases/snapshot/build.ts";

/** How long the first start of a demo waits for its 90 days of history, on a durable PostgreSQL. */
const MAX_SECONDS = 30;
const PAGE = "pppppppppppp";

const rounded = (value: number) => Math.round(value * 100) / 100;

const cluster = await startThrowawayCluster({ durable: true });
try {
  await migrate(cluster.url("postgres"));
  openDatabase(cluster.url("postgres"));
  await pool().query(
    `insert into pages (id, name, time_zone, languages, policy_weights, updated_at) values ($1, 'T-Developer',
       'Asia/Seoul', '{ko,en}', '{"major_outage":1,"partial_outage":0.3,"degraded_performance":0}', now())`,
    [PAGE],
  );
  const now = Date.now();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const seeded = await seedDemo({ now });
  const seconds = rounded((performance.now() - startedAt) / 1000);
  const { user, system } = process.cpuUsage(cpu);
  const buildAt = performance.now();
  await buildSnapshot(PAGE, now);
  const snapshotMs = rounded(performance.now() - buildAt);
  const isGood = seconds <= MAX_SECONDS;
  const cpuSeconds = rounded((user + system) / 1_000_000);
  console.log(
    JSON.stringify({
      bench: "demo",
      isGood,
      seconds,
      cpuSeconds,
      snapshotMs,
      maxSeconds: MAX_SECONDS,
      ...seeded,
    }),
  );
  if (!isGood) process.exitCode = 1;
} finally {
  await closeDatabase();
  await cluster.stop();
}
