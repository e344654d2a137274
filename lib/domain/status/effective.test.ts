import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { states, timelines } from "#lib/testing/properties/timelines.ts";
import {
  type Claim,
  type ComponentFacts,
  componentTimeline,
  effectiveState,
  effectiveStateAt,
  effectiveTimeline,
} from "./effective.ts";
import type { Span } from "./span.ts";
import { type State, severity } from "./state.ts";

type Open = Pick<Claim, "source" | "state">;
const incident = (state: State): Open => ({ source: "incident", state });
const override = (state: State): Open => ({ source: "override", state });
const maintenance: Open = { source: "maintenance", state: "under_maintenance" };

describe("effectiveState", () => {
  it.each<[string, State, Open[], State]>([
    ["no claims: the baseline", "degraded_performance", [], "degraded_performance"],
    ["no claims, nothing measured", "unknown", [], "unknown"],
    ["an incident makes it worse", "operational", [incident("partial_outage")], "partial_outage"],
    ["an incident never makes it better", "major_outage", [incident("degraded_performance")], "major_outage"],
    [
      "the worst of two incidents",
      "operational",
      [incident("degraded_performance"), incident("major_outage")],
      "major_outage",
    ],
    [
      "an incident with an operational component adds nothing",
      "unknown",
      [incident("operational")],
      "unknown",
    ],
    [
      "an incident shows where nothing is measured",
      "unknown",
      [incident("partial_outage")],
      "partial_outage",
    ],
    ["an override makes it worse", "operational", [override("major_outage")], "major_outage"],
    [
      "an override to maintenance does not hide an outage",
      "major_outage",
      [override("under_maintenance")],
      "major_outage",
    ],
    ["maintenance replaces a failing baseline", "major_outage", [maintenance], "under_maintenance"],
    ["maintenance replaces an unknown baseline", "unknown", [maintenance], "under_maintenance"],
    [
      "an incident shows during maintenance",
      "major_outage",
      [maintenance, incident("degraded_performance")],
      "degraded_performance",
    ],
    [
      "a maintenance that leaves the component operational replaces nothing",
      "major_outage",
      [{ source: "maintenance", state: "operational" }],
      "major_outage",
    ],
    [
      "a maintenance may announce a degradation",
      "major_outage",
      [{ source: "maintenance", state: "degraded_performance" }],
      "degraded_performance",
    ],
  ])("%s", (_title, baseline, claims, expected) => {
    expect(effectiveState(baseline, claims)).toBe(expected);
  });
});

const claim = (source: Claim["source"], state: State, startedAt: number, endedAt: number | null): Claim => ({
  source,
  state,
  startedAt,
  endedAt,
});

describe("effectiveTimeline", () => {
  const up: Span[] = [{ startedAt: 0, endedAt: null, state: "operational" }];
  const told = (baseline: Span[], claims: Claim[]) =>
    effectiveTimeline(baseline, claims, 0, 100).map(({ startedAt, state }) => `${startedAt} ${state}`);

  it("is the baseline without claims, holes told as unknown", () => {
    expect(told([{ startedAt: 10, endedAt: 20, state: "operational" }], [])).toEqual([
      "0 unknown",
      "10 operational",
      "20 unknown",
    ]);
  });

  it("shows a claim for as long as it is held", () => {
    expect(told(up, [claim("incident", "partial_outage", 10, 20)])).toEqual([
      "0 operational",
      "10 partial_outage",
      "20 operational",
    ]);
  });

  it("keeps the second incident when the first is resolved", () => {
    const claims = [
      claim("incident", "major_outage", 10, 20),
      claim("incident", "degraded_performance", 15, null),
    ];
    expect(told(up, claims)).toEqual(["0 operational", "10 major_outage", "20 degraded_performance"]);
  });

  it("counts an overrun of maintenance as what it is", () => {
    const down: Span[] = [
      { startedAt: 0, endedAt: 10, state: "operational" },
      { startedAt: 10, endedAt: 60, state: "major_outage" },
      { startedAt: 60, endedAt: null, state: "operational" },
    ];
    expect(told(down, [claim("maintenance", "under_maintenance", 5, 50)])).toEqual([
      "0 operational",
      "5 under_maintenance",
      "50 major_outage",
      "60 operational",
    ]);
  });

  it("takes claims into account that began before, and ignores those outside", () => {
    const claims = [
      claim("override", "degraded_performance", -50, 10),
      claim("incident", "major_outage", -50, -10),
      claim("incident", "major_outage", 100, null),
    ];
    expect(told(up, claims)).toEqual(["0 degraded_performance", "10 operational"]);
  });

  it("is empty for an empty stretch", () => {
    expect(effectiveTimeline(up, [], 5, 5)).toEqual([]);
    expect(effectiveTimeline(up, [claim("incident", "major_outage", 0, null)], 9, 5)).toEqual([]);
  });

  const claims = fc.array(
    fc
      .record({
        source: fc.constantFrom("override" as const, "incident" as const, "maintenance" as const),
        state: states,
        startedAt: fc.integer({ min: -10, max: 90 }),
        length: fc.option(fc.integer({ min: 1, max: 60 })),
      })
      .map(
        ({ length, ...rest }): Claim => ({
          ...rest,
          endedAt: length === null ? null : rest.startedAt + length,
        }),
      ),
    { maxLength: 5 },
  );
  const baselines = timelines({ from: 0, stepMs: 20 });

  it("agrees with the effective state of every instant, without holes or equal neighbours", () => {
    fc.assert(
      fc.property(baselines, claims, (baseline, given) => {
        let at = 0;
        let before: State | null = null;
        for (const span of effectiveTimeline(baseline, given, 0, 100)) {
          expect(span.startedAt).toBe(at);
          expect(span.state).not.toBe(before);
          for (; at < span.endedAt; at++) expect(effectiveStateAt(baseline, given, at)).toBe(span.state);
          before = span.state;
        }
        expect(at).toBe(100);
      }),
    );
  });

  it("never gets better by one more incident or override", () => {
    fc.assert(
      fc.property(baselines, claims, states, fc.nat(99), (baseline, given, state, at) => {
        const more = [...given, claim("incident", state, 0, null)];
        expect(severity(effectiveStateAt(baseline, more, at))).toBeGreaterThanOrEqual(
          severity(effectiveStateAt(baseline, given, at)),
        );
      }),
    );
  });
});

describe("componentTimeline", () => {
  const facts = (changes: Partial<ComponentFacts>): ComponentFacts => ({
    isManual: false,
    coveredFrom: null,
    coveredUntil: null,
    baseline: [{ startedAt: 10, endedAt: 60, state: "operational" }],
    claims: [],
    corrections: [],
    ...changes,
  });
  const told = (changes: Partial<ComponentFacts>) =>
    componentTimeline(facts(changes), 0, 100).map(
      ({ startedAt, endedAt, state }) => `${startedAt}-${endedAt} ${state}`,
    );

  it.each<[string, Partial<ComponentFacts>, string[]]>([
    [
      "from monitors: unknown where they say nothing",
      {},
      ["0-10 unknown", "10-60 operational", "60-100 unknown"],
    ],
    ["set by people: operational where they say nothing", { isManual: true }, ["0-100 operational"]],
    [
      "set by people: what they said holds",
      { isManual: true, baseline: [{ startedAt: 20, endedAt: 40, state: "partial_outage" }] },
      ["0-20 operational", "20-40 partial_outage", "40-100 operational"],
    ],
    [
      "set by people: what they said last goes on",
      { isManual: true, baseline: [{ startedAt: 20, endedAt: null, state: "partial_outage" }] },
      ["0-20 operational", "20-100 partial_outage"],
    ],
    ["nothing before it began", { coveredFrom: 30 }, ["30-60 operational", "60-100 unknown"]],
    ["nothing after it was archived", { coveredUntil: 30 }, ["0-10 unknown", "10-30 operational"]],
    ["nothing at all outside of its time", { coveredFrom: 100 }, []],
    [
      "claims count within its time only",
      { coveredFrom: 30, claims: [claim("incident", "major_outage", 0, 40)] },
      ["30-40 major_outage", "40-60 operational", "60-100 unknown"],
    ],
  ])("%s", (_title, changes, expected) => {
    expect(told(changes)).toEqual(expected);
  });

  it("of a manual component is covered at every instant of its time", () => {
    fc.assert(
      fc.property(timelines({ from: 0, stepMs: 20 }), fc.nat(50), (baseline, coveredFrom) => {
        const known = baseline.filter(({ state }) => state !== "unknown");
        const spans = componentTimeline(facts({ isManual: true, baseline: known, coveredFrom }), 0, 100);
        expect(spans[0]?.startedAt).toBe(coveredFrom);
        expect(spans.at(-1)?.endedAt).toBe(100);
        expect(spans.map(({ state }) => state)).not.toContain("unknown");
      }),
    );
  });
});
