import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WINDOW_MS } from "../definition.ts";
import { followed, followedAll, longestRun, NO_RUN, RUN_GAP_MS, type Slice } from "./run.ts";

const T = Date.UTC(2026, 8, 14, 9);
const at = (minutes: number) => T + minutes * 60_000;
/** "bbg": three windows in a row; a dot is a window that says nothing. */
const slices = (word: string): Slice[] =>
  [...word].flatMap((letter, n) => (letter === "." ? [] : [{ at: at(5 * n), isBad: letter === "b" }]));
const THREE = { bad: 3, good: 3 };
const ranThrough = (word: string, needed = THREE) => followedAll(NO_RUN, slices(word), needed);

describe("windows in a row", () => {
  it("E-15: b b g b b b b g g g", () => {
    expect(ranThrough("bbgbb").violated).toBeNull();
    expect(ranThrough("bbgbbb").violated).toEqual({ startedAt: at(15), detectedAt: at(30) });
    expect(ranThrough("bbgbbbbgg")).toMatchObject({
      violated: { startedAt: at(15) },
      lastBadAt: at(35),
      over: null,
    });
    const over = ranThrough("bbgbbbbggg");
    expect(over).toMatchObject({ violated: null, over: { endedAt: at(35), resolvedAt: at(50) } });
    expect(over.over!.endedAt - at(15)).toBe(20 * 60_000);
  });

  it("stay violated until enough good ones come in a row", () => {
    const run = ranThrough("bbbggbggbg");
    expect(run.violated).toEqual({ startedAt: at(0), detectedAt: at(15) });
    expect(run.lastBadAt).toBe(at(45));
    expect(run.good).toBe(1);
    expect(ranThrough("bbbggbggbggg").over).toEqual({ endedAt: at(45), resolvedAt: at(60) });
  });

  it("begin anew after one good one", () => {
    expect(ranThrough("bbgbbg")).toMatchObject({ violated: null, bad: 0, good: 1, firstBadAt: null });
    expect(ranThrough("bb")).toMatchObject({ bad: 2, good: 0, firstBadAt: at(0), seenUntil: at(10) });
  });

  it("skip windows that say nothing, up to a quarter of an hour of them", () => {
    expect(RUN_GAP_MS).toBe(3 * WINDOW_MS);
    expect(ranThrough("b...bb").violated).toEqual({ startedAt: at(0), detectedAt: at(30) });
    expect(ranThrough("b....bb").violated).toBeNull();
    expect(ranThrough("b....bbb").violated).toEqual({ startedAt: at(25), detectedAt: at(40) });
  });

  it("are not resolved by silence, whose good ones do not add up over it either", () => {
    const silent = ranThrough("bbbgg....g");
    expect(silent.violated).not.toBeNull();
    expect(silent.good).toBe(1);
    expect(ranThrough("bbbgg....ggg").over).toEqual({ endedAt: at(15), resolvedAt: at(60) });
  });

  it("open and close with the first where one is enough", () => {
    const one = { bad: 1, good: 1 };
    expect(ranThrough("b", one).violated).toEqual({ startedAt: at(0), detectedAt: at(5) });
    expect(ranThrough("bg", one)).toMatchObject({
      violated: null,
      over: { endedAt: at(5), resolvedAt: at(10) },
    });
    expect(ranThrough("bgb", one)).toMatchObject({
      violated: { startedAt: at(10) },
      over: { resolvedAt: at(10) },
    });
  });

  it("are the same in one go and one by one, from whatever was remembered", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[bg.]{0,40}$/), fc.nat(40), (word, cut) => {
        const all = slices(word);
        const remembered = followedAll(NO_RUN, all.slice(0, cut), THREE);
        const read = JSON.parse(JSON.stringify(remembered)) as typeof remembered;
        expect(followedAll(read, all.slice(cut), THREE)).toEqual(followedAll(NO_RUN, all, THREE));
      }),
      { numRuns: 200 },
    );
  });

  it("agree with looking for three equal ones in the word", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[bg]{0,40}$/), (word) => {
        const last = Math.max(word.lastIndexOf("bbb"), -1);
        const since = last < 0 ? "" : word.slice(last);
        expect(ranThrough(word).violated !== null).toBe(last >= 0 && !since.includes("ggg"));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the longest row of bad windows", () => {
  it.each([
    ["", 0],
    ["ggg", 0],
    ["bbgbbbg", 3],
    ["bb...b", 3],
    ["bb....bbb", 3],
    ["bbbb....bbb", 4],
    ["bbbg", 3],
  ])("of %j is %i", (word, longest) => {
    expect(longestRun(slices(word))).toBe(longest);
  });

  it("of four hours has 48", () => {
    expect(longestRun(slices("b".repeat(48)))).toBe(48);
    expect(48 * WINDOW_MS).toBe(4 * 3_600_000);
  });
});

describe("one window", () => {
  it("changes nothing of what it follows", () => {
    const run = ranThrough("bb");
    const copy = structuredClone(run);
    followed(run, { at: at(10), isBad: true }, THREE);
    expect(run).toEqual(copy);
  });
});
