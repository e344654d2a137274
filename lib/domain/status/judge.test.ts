import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slots } from "#lib/testing/properties/timelines.ts";
import { type JudgedSample, judgeStart, judgeTimeline, silentAt } from "./judge.ts";
import type { Outcome } from "./sample.ts";
import { replaceFrom, type Span, stateAt } from "./span.ts";
import type { State } from "./state.ts";

const INTERVAL = 30_000;
const OUTCOME: Record<string, Outcome | null> = { u: "up", g: "degraded", d: "down", ".": null };
const STATE = { U: "operational", G: "degraded_performance", D: "major_outage", "?": "unknown" } as const;
const letter = (state: State): string => Object.entries(STATE).find(([, name]) => name === state)?.[0] ?? "!";

const samplesOf = (outcomes: readonly (Outcome | null)[]): JudgedSample[] =>
  outcomes.flatMap((outcome, i) => (outcome ? [{ slotAt: i * INTERVAL, outcome }] : []));

/** Judges slots written as letters ("uudd..u") and tells the state at the start of each slot the same way. */
function judged(
  text: string,
  options: { confirmations?: number; before?: State; silentSlots?: number } = {},
) {
  const outcomes = [...text].map((one) => OUTCOME[one] ?? null);
  const spans = judgeTimeline({
    samples: samplesOf(outcomes),
    intervalMs: INTERVAL,
    confirmations: options.confirmations ?? 2,
    before: options.before ?? "operational",
    startAt: 0,
    now: (text.length + (options.silentSlots ?? 0)) * INTERVAL,
  });
  return [...text].map((_, i) => letter(stateAt(spans, i * INTERVAL))).join("");
}

describe("a verdict of two confirmations", () => {
  it.each([
    ["stays while samples agree", "uuuu", "UUUU"],
    ["is not moved by a single failure", "uuduu", "UUUUU"],
    ["is not moved by failures that never come in a row", "udududud", "UUUUUUUU"],
    ["moves after two failures, back-dated to the first", "uuddd", "UUDDD"],
    ["recovers after two good ones, back-dated to the first", "ddduuu", "DDDUUU"],
    ["is not recovered by a single good one", "dddudd", "DDDDDD"],
    ["moves to degraded", "uggu", "UGGG"],
    ["moves to the closest that all samples support", "ugdu", "UGGG"],
    ["moves to the closest, whatever comes first", "udgu", "UGGG"],
    ["moves on when the worse is confirmed too", "ugdd", "UGDD"],
    ["recovers to the closest that all samples support", "ddgu", "DDGG"],
    ["recovers to the closest, whatever comes first", "ddugg", "DDGGG"],
    ["recovers further when that is confirmed too", "dduguu", "DDGGUU"],
    ["is not moved by one worse and one better sample", "ggdugg", "GGGGGG"],
    ["ends an outage of two slots", "uudduu", "UUDDUU"],
  ])("%s: %s", (_title, slotsText, expected) => {
    expect(
      judged(slotsText, {
        before: slotsText.startsWith("dd")
          ? "major_outage"
          : slotsText.startsWith("gg")
            ? "degraded_performance"
            : "operational",
      }),
    ).toBe(expected);
  });
});

describe("confirmations", () => {
  it.each<[number, string, string]>([
    [1, "udu", "UDU"],
    [1, "ugdgu", "UGDGU"],
    [3, "uddud", "UUUUU"],
    [3, "udddu", "UDDDD"],
    [3, "ugdddu", "UGDDDD"],
    [3, "udgdu", "UGGGG"],
    [3, "udgddd", "UGGDDD"],
  ])("of %d: %s is %s", (confirmations, text, expected) => {
    expect(judged(text, { confirmations })).toBe(expected);
  });
});

describe("from unknown", () => {
  it.each([
    ["one good sample is enough", "?", "u", "U"],
    ["one failure is not", "?", "d", "?"],
    ["two failures are, back-dated", "?", "dd", "DD"],
    ["a failure and then a good one: known from the good one", "?", "du", "?U"],
    ["two bad ones that differ: the milder, back-dated", "?", "dg", "GG"],
    ["the worse goes on to be confirmed", "?", "gdd", "GDD"],
    ["nothing measured is nothing known", "?", "...", "???"],
  ])("%s", (_title, _before, text, expected) => {
    expect(judged(text, { before: "unknown" })).toBe(expected);
  });
});

describe("missing slots", () => {
  it.each([
    ["one is carried", "uu.uu", "UUUUU"],
    ["two are carried", "uu..uu", "UUUUUU"],
    ["three are unknown from the first", "uu...uu", "UU???UU"],
    ["two are carried through an outage", "udd..dd", "UDDDDDD"],
    ["three interrupt an outage", "udd...dd", "UDD???DD"],
    ["an outage after the gap needs its own confirmation", "udd...d", "UDD????"],
    ["a run goes on over a carried gap", "ud..d", "UDDDD"],
    ["a run does not go on over an unknown gap", "ud...d", "UU????"],
    ["at the very beginning they count from there", "...u", "???U"],
    ["two at the very beginning carry what was stored", "..uu", "UUUU"],
  ])("%s: %s", (_title, text, expected) => {
    expect(judged(text)).toBe(expected);
  });

  it("are unknown at the open end once the slot after two carried ones is over", () => {
    // Ends of the last sample's slot + 2 carried + 1 in flight.
    expect(judged("uu", { silentSlots: 3 })).toBe("UU");
    const open = (now: number) =>
      judgeTimeline({
        samples: samplesOf(["up", "up"]),
        intervalMs: INTERVAL,
        confirmations: 2,
        before: "unknown",
        startAt: 0,
        now,
      });
    expect(open(5 * INTERVAL)).toEqual([{ startedAt: 0, endedAt: null, state: "operational" }]);
    expect(open(5 * INTERVAL + 1)).toEqual([
      { startedAt: 0, endedAt: 2 * INTERVAL, state: "operational" },
      { startedAt: 2 * INTERVAL, endedAt: null, state: "unknown" },
    ]);
    expect(silentAt(INTERVAL, INTERVAL)).toBe(5 * INTERVAL + 1);
  });
});

const confirmations = fc.integer({ min: 1, max: 4 });
const judge = (samples: JudgedSample[], n: number, now: number): Span[] =>
  judgeTimeline({ samples, intervalMs: INTERVAL, confirmations: n, before: "unknown", startAt: 0, now });

describe("judging, whatever was measured", () => {
  it("covers everything from the start, without holes or equal neighbours, its last span open", () => {
    fc.assert(
      fc.property(slots, confirmations, (outcomes, n) => {
        const spans = judge(samplesOf(outcomes), n, outcomes.length * INTERVAL);
        expect(spans[0]?.startedAt).toBe(0);
        expect(spans.at(-1)?.endedAt).toBeNull();
        for (const [i, span] of spans.slice(1).entries()) {
          expect(span.startedAt).toBe(spans[i]?.endedAt);
          expect(span.state).not.toBe(spans[i]?.state);
        }
      }),
    );
  });

  it("changes only at the slot of a sample, or where one would have been due", () => {
    fc.assert(
      fc.property(slots, confirmations, (outcomes, n) => {
        for (const { startedAt, state } of judge(samplesOf(outcomes), n, outcomes.length * INTERVAL).slice(
          1,
        )) {
          const at = startedAt / INTERVAL;
          if (state === "unknown") expect(outcomes.slice(at, at + 3).every((one) => one === null)).toBe(true);
          else expect(outcomes[at]).not.toBeNull();
        }
      }),
    );
  });

  it("back-dates: every change to a known state is confirmed by the samples from there on", () => {
    fc.assert(
      fc.property(slots, confirmations, (outcomes, n) => {
        const spans = judge(samplesOf(outcomes), n, outcomes.length * INTERVAL);
        for (const [i, { startedAt, state }] of spans.entries()) {
          const before = i === 0 ? "unknown" : spans[i - 1]?.state;
          if (state === "unknown") continue;
          const from = outcomes.slice(startedAt / INTERVAL).filter((one) => one !== null);
          const rank = (one: Outcome) => ["up", "degraded", "down"].indexOf(one);
          const mine = "UGD".indexOf(letter(state));
          const worse = before === "unknown" || mine > "UGD".indexOf(letter(before as State));
          if (before === "unknown" && mine === 0) expect(from[0]).toBe("up");
          else
            for (const one of from.slice(0, n))
              expect(worse ? rank(one) >= mine : rank(one) <= mine).toBe(true);
        }
      }),
    );
  });

  it("recovers as fast as it fails: mirrored samples give the mirrored timeline", () => {
    const mirror: Record<string, Outcome> = { up: "down", degraded: "degraded", down: "up" };
    const mirrorState: Partial<Record<State, State>> = {
      operational: "major_outage",
      major_outage: "operational",
    };
    // Without gaps: only unknown is not symmetric (one good sample ends it).
    const whole = fc.array(fc.constantFrom<Outcome>("up", "degraded", "down"), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(whole, confirmations, (outcomes, n) => {
        const run = (of: Outcome[], before: State) =>
          judgeTimeline({
            samples: samplesOf(of),
            intervalMs: INTERVAL,
            confirmations: n,
            before,
            startAt: 0,
            now: of.length * INTERVAL,
          });
        const mirrored = run(
          outcomes.map((one) => mirror[one] as Outcome),
          "major_outage",
        );
        expect(mirrored.map((span) => ({ ...span, state: mirrorState[span.state] ?? span.state }))).toEqual(
          run(outcomes, "operational"),
        );
      }),
    );
  });
});

/** What the worker does: keeps a timeline, and judges again from where a batch of samples may change it. */
function arrive(stored: Span[], known: Map<number, Outcome>, batch: JudgedSample[], n: number, now: number) {
  const fromAt = Math.min(...batch.map((sample) => sample.slotAt));
  const previous = [...known.keys()].filter((at) => at < fromAt);
  for (const { slotAt, outcome } of batch) known.set(slotAt, outcome);
  const startAt = judgeStart(fromAt, INTERVAL, n, previous.length > 0 ? Math.max(...previous) : null);
  const samples = [...known]
    .map(([slotAt, outcome]) => ({ slotAt, outcome }))
    .filter((sample) => sample.slotAt >= startAt)
    .sort((a, b) => a.slotAt - b.slotAt);
  const before = stateAt(stored, startAt);
  return replaceFrom(
    stored,
    startAt,
    judgeTimeline({ samples, intervalMs: INTERVAL, confirmations: n, before, startAt, now }),
  );
}

const known = (spans: Span[]) => spans.filter((span) => span.state !== "unknown");

describe("judging again from a cut", () => {
  it("equals judging everything, at any cut", () => {
    fc.assert(
      fc.property(slots, confirmations, fc.nat(70), (outcomes, n, cut) => {
        const now = outcomes.length * INTERVAL;
        const samples = samplesOf(outcomes);
        const startAt = judgeStart(cut * INTERVAL, INTERVAL, n);
        if (startAt < 0) return;
        const full = judge(samples, n, now);
        const again = judgeTimeline({
          samples: samples.filter((sample) => sample.slotAt >= startAt),
          intervalMs: INTERVAL,
          confirmations: n,
          before: stateAt(full, startAt),
          startAt,
          now,
        });
        // Past the open end there is nothing to judge again.
        if (startAt < now) expect(replaceFrom(full, startAt, again)).toEqual(full);
      }),
      { numRuns: 1_000 },
    );
  });

  it("equals judging everything, in any order of arrival, in batches of any size", () => {
    const scenario = fc.record({
      outcomes: slots,
      n: confirmations,
      order: fc.infiniteStream(fc.nat()),
      sizes: fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
      mostlyInOrder: fc.boolean(),
    });
    fc.assert(
      fc.property(scenario, ({ outcomes, n, order, sizes, mostlyInOrder }) => {
        const samples = samplesOf(outcomes);
        const keyed = samples.map((sample) => {
          const jitter = (order.next().value as number) % (mostlyInOrder ? 5 : 1_000);
          return { sample, key: sample.slotAt / INTERVAL + jitter };
        });
        const queue = keyed.sort((a, b) => a.key - b.key).map(({ sample }) => sample);
        const heard = new Map<number, Outcome>();
        let stored: Span[] = [];
        let now = 0;
        while (queue.length > 0) {
          const batch = queue.splice(0, sizes.next().value as number);
          now = Math.max(now, ...batch.map((sample) => sample.slotAt + INTERVAL));
          stored = arrive(stored, heard, batch, n, now);
        }
        expect(known(stored)).toEqual(known(judge(samples, n, now)));
      }),
      { numRuns: 1_000 },
    );
  });

  it("equals judging everything when a sample turns out to be impaired", () => {
    fc.assert(
      fc.property(slots, confirmations, fc.nat(70), (outcomes, n, index) => {
        const samples = samplesOf(outcomes);
        const gone = samples[index];
        if (!gone) return;
        const now = outcomes.length * INTERVAL;
        const rest = samples.filter((sample) => sample !== gone);
        const stored = judge(samples, n, now);
        const startAt = judgeStart(gone.slotAt, INTERVAL, n);
        const again = judgeTimeline({
          samples: rest.filter((sample) => sample.slotAt >= startAt),
          intervalMs: INTERVAL,
          confirmations: n,
          before: stateAt(stored, startAt),
          startAt,
          now,
        });
        expect(known(replaceFrom(stored, startAt, again))).toEqual(known(judge(rest, n, now)));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("judgeStart", () => {
  it("looks back so many slots as a run of confirmations may stretch over", () => {
    expect(judgeStart(100 * INTERVAL, INTERVAL, 2)).toBe(94 * INTERVAL);
    expect(judgeStart(100 * INTERVAL, INTERVAL, 1)).toBe(97 * INTERVAL);
  });
  it("looks back to the newest sample before, so that an unjudged silence is judged", () => {
    expect(judgeStart(100 * INTERVAL, INTERVAL, 1, 40 * INTERVAL)).toBe(37 * INTERVAL);
    expect(judgeStart(100 * INTERVAL, INTERVAL, 1, 99 * INTERVAL)).toBe(96 * INTERVAL);
  });
});
