import { pool } from "#lib/data/db.ts";
import { makeComponent, makeMonitor, makePage, sample, writer } from "#lib/testing/engine.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { bench, DAY_MS, rounded, timed } from "./world.ts";

const PER_CALL = 10_000;
const CALLS = 20;
const SLOT_MS = 30_000;

/** Rows a second through recordSamples, 10,000 a call, one call after the other, durable; wide and deep batches. */
await bench("ingest", async () => {
  const pageId = await makePage();
  const scope = writer(pageId);
  const componentId = await makeComponent(pageId);
  const rate = async (monitorCount: number, day: number): Promise<number> => {
    const monitors: string[] = [];
    for (let i = 0; i < monitorCount; i++) monitors.push(await makeMonitor(pageId, componentId));
    const slots = PER_CALL / monitorCount;
    const start = Date.UTC(2026, 10, day);
    const batches = Array.from({ length: CALLS + 1 }, (_, call) =>
      monitors.flatMap((id) =>
        Array.from({ length: slots }, (_, i) =>
          sample(id, start + (call * slots + i) * SLOT_MS, "up", { latencyMs: 5 + ((call + i) % 90) }),
        ),
      ),
    );
    await recordSamples(scope, batches[0]!);
    await pool().query("analyze");
    const ms = await timed(async () => {
      for (const batch of batches.slice(1)) await recordSamples(scope, batch);
    });
    return rounded((PER_CALL * CALLS * 1000) / ms, 0);
  };
  const wide = await rate(1_000, 1);
  const deep = await rate(10, 1 + Math.ceil((220 * SLOT_MS) / DAY_MS));
  return {
    rowsPerSecondWide: { value: wide, atLeast: 20_000 },
    rowsPerSecondDeep: { value: deep, atLeast: 20_000 },
  };
});
