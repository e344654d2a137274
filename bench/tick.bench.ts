import { pool, prisma } from "#lib/data/db.ts";
import type { Sample } from "#lib/domain/status/sample.ts";
import { makeComponent, makeMonitor, makePage, sample, writer } from "#lib/testing/engine.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { bench, DAY_MS, quantile, rounded, timed } from "./world.ts";

const MONITORS = 50;
const TICKS = 200;
const SLOT_MS = 30_000;

/**
 * One tick of 50 samples with roll-ups, request and commit, as the worker stores it; beside it what Prisma's createMany
 * needs for the bare rows alone. Into a day that holds half a day of samples already. "In the database" is the time
 * between the first statement sent and the commit answered, less what an empty transaction costs.
 */
await bench("tick", async () => {
  const pageId = await makePage();
  const scope = writer(pageId);
  const monitors: string[] = [];
  for (let i = 0; i < MONITORS; i++) monitors.push(await makeMonitor(pageId, await makeComponent(pageId)));
  const start = Date.UTC(2026, 10, 22);
  const tick = (slot: number): Sample[] =>
    monitors.map((id, i) =>
      sample(id, start + slot * SLOT_MS, "up", { latencyMs: 20 + ((slot * 7 + i) % 50) }),
    );
  const halfDay = DAY_MS / SLOT_MS / 2;
  for (let slot = 0; slot < halfDay; slot += 100)
    await recordSamples(
      scope,
      Array.from({ length: Math.min(100, halfDay - slot) }, (_, i) => tick(slot + i)).flat(),
    );
  await pool().query("analyze");

  const ours: number[] = [];
  const theirs: number[] = [];
  const empty: number[] = [];
  for (let i = 0; i < TICKS; i++) {
    const slot = halfDay + i * 2;
    ours.push(await timed(() => recordSamples(scope, tick(slot))));
    empty.push(await timed(() => pool().query("select 1")));
    const rows = tick(slot + 1).map(({ slotAt, detail: _, ...row }) => ({
      ...row,
      slotAt: new Date(slotAt),
    }));
    theirs.push(await timed(() => prisma().uptimeSample.createMany({ data: rows, skipDuplicates: true })));
  }
  // Five round trips: begin, insert, roll-up, notice, commit.
  const inDatabase = ours.map((ms, i) => ms - 5 * (empty[i] as number));
  return {
    inDatabaseMs: { value: rounded(quantile(inDatabase, 0.5)), atMost: 5 },
    fastestMs: rounded(quantile(ours, 0)),
    wholeMs: rounded(quantile(ours, 0.5)),
    wholeP95Ms: rounded(quantile(ours, 0.95)),
    roundTripMs: rounded(quantile(empty, 0.5)),
    prismaRowsOnlyMs: rounded(quantile(theirs, 0.5)),
  };
});
