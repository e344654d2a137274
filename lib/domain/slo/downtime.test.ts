import { describe, expect, it } from "vitest";
import type { ComponentFacts } from "../status/effective.ts";
import type { State } from "../status/state.ts";
import { combinedDowntime, type Downtime, downtimeOf } from "./downtime.ts";
import type { Stretches } from "./stretches.ts";

const MINUTE = 60_000;
const T = Date.UTC(2026, 8, 1);
const at = (minutes: number) => T + minutes * MINUTE;
const span = (from: number, until: number | null, state: State) => ({
  startedAt: at(from),
  endedAt: until === null ? null : at(until),
  state,
});
const facts = (fields: Partial<ComponentFacts> = {}): ComponentFacts => ({
  isManual: false,
  coveredFrom: at(0),
  coveredUntil: null,
  baseline: [span(0, null, "operational")],
  claims: [],
  corrections: [],
  ...fields,
});
const minutes = (stretches: Stretches) =>
  stretches.map(({ startedAt, endedAt }) => [(startedAt - T) / MINUTE, (endedAt - T) / MINUTE]);
const shown = (found: Downtime) => ({
  down: minutes(found.down),
  unknown: minutes(found.unknown),
  excluded: minutes(found.excluded),
});
const of = (fields: Partial<ComponentFacts>, from = 0, until = 100) =>
  shown(downtimeOf(facts(fields), at(from), at(until)));

describe("downtime of a component", () => {
  it("is what was measured and what was declared, overlaps once", () => {
    const baseline = [
      span(0, 20, "operational"),
      span(20, 40, "major_outage"),
      span(40, null, "operational"),
    ];
    const claim = { source: "incident", state: "major_outage" } as const;
    const claims = [
      { ...claim, startedAt: at(35), endedAt: at(50) },
      { ...claim, startedAt: at(90), endedAt: null },
    ];
    expect(of({ baseline, claims })).toEqual({
      down: [
        [20, 50],
        [90, 100],
      ],
      unknown: [],
      excluded: [],
    });
  });

  it("is no partial outage, no degraded performance and no maintenance", () => {
    const baseline = [
      span(0, 30, "partial_outage"),
      span(30, 60, "degraded_performance"),
      span(60, null, "operational"),
    ];
    const claims = [
      { source: "incident", state: "partial_outage", startedAt: at(0), endedAt: at(50) },
      { source: "maintenance", state: "under_maintenance", startedAt: at(0), endedAt: at(50) },
      { source: "maintenance", state: "major_outage", startedAt: at(0), endedAt: at(50) },
    ] as const;
    expect(of({ baseline, claims })).toEqual({ down: [], unknown: [], excluded: [] });
  });

  it("is not hidden by a running maintenance: whether that counts is the contract's matter", () => {
    const baseline = [
      span(0, 20, "operational"),
      span(20, 40, "major_outage"),
      span(40, null, "operational"),
    ];
    const claims = [
      { source: "maintenance", state: "under_maintenance", startedAt: at(10), endedAt: at(50) },
    ] as const;
    expect(of({ baseline, claims }).down).toEqual([[20, 40]]);
  });

  it("is not what nobody measured; what a person declared is known", () => {
    const baseline = [span(10, 40, "operational"), span(40, 50, "unknown"), span(50, 80, "major_outage")];
    expect(of({ baseline })).toEqual({
      down: [[50, 80]],
      unknown: [
        [0, 10],
        [40, 50],
        [80, 100],
      ],
      excluded: [],
    });
    const claims = [
      { source: "override", state: "major_outage", startedAt: at(45), endedAt: at(60) },
    ] as const;
    expect(of({ baseline, claims })).toMatchObject({
      down: [[45, 80]],
      unknown: [
        [0, 10],
        [40, 45],
        [80, 100],
      ],
    });
  });

  it("is known of what people set by hand, from when it is covered until it was archived", () => {
    const manual = { isManual: true, baseline: [], coveredFrom: at(30), coveredUntil: at(70) };
    const claims = [{ source: "incident", state: "major_outage", startedAt: at(60), endedAt: null }] as const;
    expect(of({ ...manual, claims })).toEqual({
      down: [[60, 70]],
      unknown: [],
      excluded: [],
    });
    const before = { coveredFrom: at(200), baseline: [], claims };
    expect(of(before)).toEqual({ down: [], unknown: [], excluded: [] });
  });

  it("is what corrections say afterwards: the later made wins, and what is excluded stays in the raw figure", () => {
    const baseline = [span(0, 20, "operational"), span(20, 60, "major_outage"), span(60, null, "unknown")];
    const corrections = [
      { verdict: "up", startedAt: at(10), endedAt: at(40) },
      { verdict: "down", startedAt: at(30), endedAt: at(35) },
      { verdict: "excluded", startedAt: at(50), endedAt: at(55) },
      { verdict: "down", startedAt: at(70), endedAt: at(75) },
      { verdict: "up", startedAt: at(80), endedAt: at(90) },
    ] as const;
    expect(of({ baseline, corrections })).toEqual({
      down: [
        [30, 35],
        [40, 60],
        [70, 75],
      ],
      unknown: [
        [60, 70],
        [75, 80],
        [90, 100],
      ],
      excluded: [[50, 55]],
    });
  });

  it("is cut to the stretch that was asked for", () => {
    const baseline = [span(0, 20, "operational"), span(20, null, "major_outage")];
    expect(of({ baseline }, 25, 30).down).toEqual([[25, 30]]);
    expect(of({ baseline }, 30, 30)).toEqual({ down: [], unknown: [], excluded: [] });
  });
});

describe("downtime of several components", () => {
  const part = (down: number[][], unknown: number[][] = [], excluded: number[][] = []): Downtime => {
    const all = (pairs: number[][]) =>
      pairs.map(([from, until]) => ({ startedAt: at(from!), endedAt: at(until!) }));
    return { down: all(down), unknown: all(unknown), excluded: all(excluded) };
  };
  const together = (parts: Downtime[], combine: "any" | "all") => {
    const { raw, down, unknown } = combinedDowntime(parts, combine);
    return { raw: minutes(raw), down: minutes(down), unknown: minutes(unknown) };
  };

  it("is when any of them is down, or when all are", () => {
    const parts = [part([[0, 30]]), part([[20, 50]])];
    expect(together(parts, "any").down).toEqual([[0, 50]]);
    expect(together(parts, "all").down).toEqual([[20, 30]]);
    expect(together([], "any")).toEqual({ raw: [], down: [], unknown: [] });
  });

  it("excludes a component's own stretch, and nobody else's", () => {
    const parts = [part([[0, 30]], [], [[0, 30]]), part([[20, 50]])];
    expect(together(parts, "any")).toEqual({ raw: [[0, 50]], down: [[20, 50]], unknown: [] });
  });

  it("is unknown only where what is not known could have made it down", () => {
    const parts = [part([[0, 10]], [[20, 40]]), part([[20, 30]], [[0, 15]])];
    expect(together(parts, "any")).toMatchObject({
      raw: [
        [0, 10],
        [20, 30],
      ],
      unknown: [
        [10, 15],
        [30, 40],
      ],
    });
    expect(together(parts, "all")).toMatchObject({
      raw: [],
      unknown: [
        [0, 10],
        [20, 30],
      ],
    });
  });
});
