import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { askPostgres, ours, slaCases } from "#lib/testing/slo/multiranges.ts";

withDatabase();

/** Ten thousand of them are compared by the bench "sla-oracle". */
const CASES = 500;
const SEED = 20_261_124;

describe("a month by the contract against PostgreSQL multiranges", () => {
  it(`agrees to the millisecond and the last digit for ${CASES} random months`, async () => {
    const cases = fc.sample(slaCases, { numRuns: CASES, seed: SEED });
    const theirs = await askPostgres(cases);
    expect(theirs).toHaveLength(CASES);
    for (const [i, facts] of cases.entries())
      expect({ facts, answer: ours(facts) }).toEqual({ facts, answer: theirs[i] });
    // The cases are worth comparing: every kind of answer is among them.
    const share = (test: (answer: (typeof theirs)[number]) => boolean) => theirs.filter(test).length / CASES;
    expect(share(({ excludedMs }) => excludedMs > 0)).toBeGreaterThan(0.1);
    expect(share(({ isWaived }) => isWaived)).toBeGreaterThan(0.1);
    expect(share(({ isWaived }) => !isWaived)).toBeGreaterThan(0.1);
    expect(share(({ isBreached }) => !isBreached)).toBeGreaterThan(0.05);
  });
});
