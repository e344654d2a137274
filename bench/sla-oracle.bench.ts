import fc from "fast-check";
import { askPostgres, ours, slaCases } from "#lib/testing/slo/multiranges.ts";
import { bench, timed } from "./world.ts";

const CASES = 10_000;
const BATCH = 1_000;
const SEED = 20_261_125;

/** Ten thousand random months, by the contract's arithmetic and by PostgreSQL multiranges: they agree to the millisecond. */
await bench("sla-oracle", async () => {
  const cases = fc.sample(slaCases, { numRuns: CASES, seed: SEED });
  let [different, waived, excluded] = [0, 0, 0];
  let oursMs = 0;
  for (let first = 0; first < CASES; first += BATCH) {
    const batch = cases.slice(first, first + BATCH);
    const theirs = await askPostgres(batch);
    let answers: ReturnType<typeof ours>[] = [];
    oursMs += await timed(async () => {
      answers = batch.map(ours);
    });
    for (const [i, answer] of answers.entries()) {
      if (JSON.stringify(answer) !== JSON.stringify(theirs[i])) different += 1;
      if (answer.isWaived) waived += 1;
      if (answer.excludedMs > 0) excluded += 1;
    }
  }
  return {
    different: { value: different, atMost: 0 },
    cases: CASES,
    waived,
    excluded,
    oursMs: Math.round(oursMs),
  };
});
