import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { mergeSpans, replaceFrom, type Span } from "#lib/domain/status/span.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { timelineFaults } from "#lib/testing/data/timeline-faults.ts";
import { inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { readTimelines } from "../status/timelines.ts";
import { endBaseline, hasBaseline, setBaseline, settleBaseline } from "./baselines.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
let component: string;
let page: string;
beforeEach(async () => {
  page = await makePage();
  component = await makeComponent(page, { isManual: true });
});

const say = (state: WireState, at: number) => inTx((tx) => setBaseline(tx, component, state, T + at));
const settle = (state: "operational" | "unknown", from: number, until: number) =>
  inTx((tx) => settleBaseline(tx, component, state, { from: T + from, until: T + until }));
const spans = async (id = component): Promise<Span[]> =>
  (await readTimelines(pool(), "component", [{ id, fromAt: 0 }])).get(id)!;
const told = async (id = component): Promise<string[]> =>
  (await spans(id)).map(
    ({ startedAt, endedAt, state }) => `${startedAt - T}–${endedAt === null ? "" : endedAt - T} ${state}`,
  );

describe("setBaseline", () => {
  it("stores what somebody said: silence is operational, and the same word again changes nothing", async () => {
    expect(await say("operational", 0)).toBe(false);
    expect(await say("major_outage", 10)).toBe(true);
    expect(await say("major_outage", 15)).toBe(false);
    expect(await say("operational", 20)).toBe(true);
    expect(await told()).toEqual(["10–20 major_outage", "20– operational"]);
  });

  it("keeps the last word of a millisecond, and joins what it thereby continues", async () => {
    await say("major_outage", 10);
    await say("degraded_performance", 20);
    await say("partial_outage", 20);
    expect(await told()).toEqual(["10–20 major_outage", "20– partial_outage"]);
    await say("major_outage", 20);
    expect(await told()).toEqual(["10– major_outage"]);
  });

  it("never lets spans overlap when a clock was behind: from its instant on the newest word holds", async () => {
    await say("major_outage", 10);
    await say("operational", 20);
    await say("degraded_performance", 15);
    expect(await told()).toEqual(["10–15 major_outage", "15– degraded_performance"]);
    await say("partial_outage", 10);
    expect(await told()).toEqual(["10– partial_outage"]);
  });

  it("touches no other component", async () => {
    const neighbour = await makeComponent(page, { isManual: true });
    await say("major_outage", 0);
    await inTx((tx) => setBaseline(tx, neighbour, "partial_outage", T + 5));
    await inTx((tx) => endBaseline(tx, component, T + 9));
    expect([await told(), await told(neighbour)]).toEqual([["0–9 major_outage"], ["5– partial_outage"]]);
  });

  it("follows the domain's arithmetic through any words at any instants, without a fault in the timeline", async () => {
    const word = fc.record({
      state: fc.constantFrom<WireState>("operational", "degraded_performance", "major_outage"),
      at: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
        component = await makeComponent(page, { isManual: true });
        let expected: Span[] = [];
        for (const { state, at } of words)
          if (await say(state, at))
            expected = replaceFrom(expected, T + at, [{ startedAt: T + at, endedAt: null, state }]);
        expect(await spans()).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    expect(await timelineFaults()).toEqual([]);
  });
});

describe("settleBaseline", () => {
  it("writes down what the holes meant, and ends the running span", async () => {
    await say("major_outage", 10);
    await inTx((tx) => endBaseline(tx, component, T + 20));
    await say("partial_outage", 30);
    await settle("operational", 0, 40);
    const expected = ["0–10 operational", "10–20 major_outage", "20–30 operational", "30–40 partial_outage"];
    expect(await told()).toEqual(expected);
    await settle("unknown", 0, 40);
    expect(await told()).toEqual(expected);
    await settle("unknown", -5, 45);
    expect(await told()).toEqual(["-5–0 unknown", ...expected, "40–45 unknown"]);
  });

  it("says nothing of the time before the start, nor when the start lies ahead", async () => {
    await settle("operational", 50, 40);
    expect([await told(), await inTx((tx) => hasBaseline(tx, component))]).toEqual([[], false]);
    await settle("operational", 30, 40);
    expect([await told(), await inTx((tx) => hasBaseline(tx, component))]).toEqual([
      ["30–40 operational"],
      true,
    ]);
  });

  it("adds up to the whole stretch whatever was said, without overlap", async () => {
    const word = fc.tuple(
      fc.constantFrom<WireState>("degraded_performance", "major_outage"),
      fc.integer({ min: 1, max: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 4 }), async (words) => {
        component = await makeComponent(page, { isManual: true });
        for (const [state, at] of words) await say(state, at);
        await settle("operational", 0, 31);
        const whole = mergeSpans(await spans());
        expect(whole[0]?.startedAt).toBe(T);
        expect(whole.at(-1)?.endedAt).toBe(T + 31);
        for (const [i, span] of whole.entries())
          if (i > 0) expect(span.startedAt).toBe(whole[i - 1]!.endedAt);
      }),
      { numRuns: 30 },
    );
    expect((await timelineFaults()).filter((fault) => fault.includes("overlaps"))).toEqual([]);
  });
});
