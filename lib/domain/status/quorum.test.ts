import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slotOutcome } from "./quorum.ts";
import { OUTCOMES, type Outcome } from "./sample.ts";

const LETTERS: Record<string, Outcome> = { u: "up", g: "degraded", d: "down" };
/** "ud!d": up, down, an impaired down. */
const votes = (text: string) =>
  [...text.matchAll(/(!?)([ugd])/g)].map(([, impaired, letter]) => ({
    outcome: LETTERS[letter as string] as Outcome,
    impaired: impaired === "!",
  }));

describe("slotOutcome", () => {
  it.each<[string, string, Outcome | null]>([
    ["nobody probed", "", null],
    ["only impaired probers", "!d!d", null],
    ["one prober decides alone", "d", "down"],
    ["one prober, degraded", "g", "degraded"],
    ["two agree", "dd", "down"],
    ["two disagree: the milder", "ud", "up"],
    ["two disagree: the milder of the bad ones", "gd", "degraded"],
    ["two of three", "udd", "down"],
    ["one of three", "uud", "up"],
    ["one each: more than half confirm at least degraded", "ugd", "degraded"],
    ["two against two: the milder", "uudd", "up"],
    ["three of five say at least degraded, two of them down", "uugdd", "degraded"],
    ["three of five are down", "uuddd", "down"],
    ["an impaired prober does not vote", "ud!d", "up"],
    ["an impaired prober makes no majority", "!uu d d", "down"],
    ["impaired ones leave the last prober alone", "!u!ud", "down"],
  ])("%s (%s)", (_title, text, expected) => {
    expect(slotOutcome(votes(text))).toBe(expected);
  });

  const bag = fc.array(fc.record({ outcome: fc.constantFrom(...OUTCOMES), impaired: fc.boolean() }), {
    maxLength: 9,
  });

  it("is confirmed by half of the voters, and nothing worse is by more than half", () => {
    fc.assert(
      fc.property(bag, (samples) => {
        const voting = samples.filter((sample) => !sample.impaired);
        const outcome = slotOutcome(samples);
        expect(outcome === null).toBe(voting.length === 0);
        if (outcome === null) return;
        const atLeast = (rank: number) =>
          voting.filter((sample) => OUTCOMES.indexOf(sample.outcome) >= rank).length;
        const rank = OUTCOMES.indexOf(outcome);
        if (rank > 0) expect(atLeast(rank) * 2).toBeGreaterThan(voting.length);
        expect(atLeast(rank + 1) * 2).toBeLessThanOrEqual(voting.length);
      }),
    );
  });

  it("does not depend on the order of the probers", () => {
    fc.assert(
      fc.property(bag, (samples) => {
        expect(slotOutcome([...samples].reverse())).toBe(slotOutcome(samples));
      }),
    );
  });
});
