// Measurements of SLIs as the API takes them: judged one by one, stored, added up by window and hour, durable on return.
// `node bench/measurements.bench.ts COUNT` hands in fewer.
import { authorize } from "#lib/data/scope.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { submitMeasurements } from "#lib/usecases/measurements/submit.ts";
import { bench, rounded, timed } from "./world.ts";

const [count = 60_000] = process.argv.slice(2).map(Number);
const SLIS = 200;
const BATCH = 2_000;
const WINDOW_MS = 300_000;
const AT_LEAST = 5_000;

const key = (n: number) => `sli-${String(n).padStart(3, "0")}`;

await bench("measurements", async () => {
  const pageId = await makePage();
  const scope = authorize({ kind: "system", id: "bench", pageId: null }, "samples:write", pageId);
  for (let n = 0; n < SLIS; n++) await makeSli(pageId, key(n), { kind: n % 4 === 0 ? "latency" : "ratio" });
  const now = Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS;
  const histogram = { "50000": 900, "100000": 70, "200000": 25, "1000000": 5 };
  /** Every SLI for one window after the other, as a collector hands them in; every fourth with latencies. */
  const one = (i: number, more: object = {}) => ({
    sli: key(i % SLIS),
    window_start: new Date(now - (1 + Math.floor(i / SLIS)) * WINDOW_MS).toISOString(),
    ...(i % 4 === 0 ? { histogram } : { good: 995, total: 1_000 }),
    ...more,
  });
  const hand = async (make: (i: number) => object) => {
    for (let from = 0; from < count; from += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => make(from + i));
      const { accepted, duplicates, rejected } = await submitMeasurements(scope, batch, now);
      if (accepted + duplicates !== batch.length || rejected.length > 0)
        throw new Error("not all were taken");
    }
  };
  const fresh = await timed(() => hand((i) => one(i)));
  const again = await timed(() => hand((i) => one(i)));
  const late = await timed(() => hand((i) => one(i, i % 4 === 0 ? {} : { good: 990 })));
  const rate = (ms: number) => rounded((count / ms) * 1_000, 0);
  return {
    count,
    slis: SLIS,
    perSecond: { value: rate(fresh), atLeast: AT_LEAST },
    unchangedPerSecond: rate(again),
    replacedPerSecond: { value: rate(late), atLeast: AT_LEAST },
  };
});
