import { type CorrectedStretch, correctedTimeline } from "../corrections/correction.ts";
import type { ComponentFacts } from "../status/effective.ts";
import { type ClosedSpan, clip } from "../status/span.ts";
import type { State } from "../status/state.ts";
import { difference, intersection, type Stretch, type Stretches, union } from "./stretches.ts";

/** What is known of a component's time for an availability objective, within the stretch that was asked for. */
export type Downtime = {
  /** A major outage, measured or declared, as corrected: D. */
  down: Stretch[];
  /** It was there, nothing was measured and nobody said how it was. */
  unknown: Stretch[];
  /** What a correction takes out of the count: part of X. */
  excluded: Stretch[];
};

const inState = (spans: readonly ClosedSpan[], state: State): Stretch[] =>
  union(spans.filter((span) => span.state === state));

/** What the last word of the corrections is about each instant of [from, until). */
function corrected(corrections: readonly CorrectedStretch[], from: number, until: number) {
  // A marker no verdict maps to stands for "nobody said anything".
  const silent: ClosedSpan = { startedAt: from, endedAt: until, state: "degraded_performance" };
  const spans = correctedTimeline([silent], corrections);
  return {
    up: inState(spans, "operational"),
    down: inState(spans, "major_outage"),
    excluded: inState(spans, "unknown"),
  };
}

/**
 * The downtime of a component over [from, until). A running maintenance hides nothing here: what may be left out of the count is
 * subtracted later, by the words of the contract. Partial outages and degraded performance never count.
 */
export function downtimeOf(facts: ComponentFacts, from: number, until: number): Downtime {
  if (until <= from) return { down: [], unknown: [], excluded: [] };
  const coveredFrom = Math.max(from, facts.coveredFrom ?? from);
  const coveredUntil = Math.min(until, facts.coveredUntil ?? until);
  const covered: Stretch[] =
    coveredUntil > coveredFrom ? [{ startedAt: coveredFrom, endedAt: coveredUntil }] : [];
  const measured = clip(facts.baseline, from, until, until);
  const declared = union(
    facts.claims
      .filter(({ source, state }) => source !== "maintenance" && state === "major_outage")
      .map(({ startedAt, endedAt }) => ({ startedAt, endedAt: endedAt ?? until })),
  );
  const said = corrected(facts.corrections, from, until);
  const outage = intersection(union([...inState(measured, "major_outage"), ...declared]), covered);
  const down = union([...difference(outage, said.up), ...intersection(said.down, covered)]);
  const unmeasured = facts.isManual ? [] : intersection(inState(measured, "unknown"), covered);
  const unknown = difference(unmeasured, union([...down, ...said.up]));
  return { down, unknown, excluded: intersection(said.excluded, covered) };
}

/**
 * Downtime of several components together: of `any` of them, or of `all` at once. What is excluded of a component is excluded of
 * it alone: with `any` it takes nothing from the downtime of the others, so it is subtracted here, part by part.
 */
export function combinedDowntime(
  parts: readonly Downtime[],
  combine: "any" | "all",
): { raw: Stretches; down: Stretches; unknown: Stretches } {
  if (parts.length === 0) return { raw: [], down: [], unknown: [] };
  const counted = parts.map(({ down, excluded }) => difference(down, excluded));
  const raws = parts.map(({ down }) => down);
  const join = (all: readonly Stretches[]): Stretch[] =>
    combine === "any"
      ? union(all.flat())
      : all.reduce<Stretch[]>((common, one) => intersection(common, one), [...all[0]!]);
  const raw = join(raws);
  const possible = join(parts.map(({ down, unknown }) => union([...down, ...unknown])));
  return { raw, down: join(counted), unknown: difference(possible, raw) };
}
