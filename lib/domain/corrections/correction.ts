import { z } from "zod";
import { invalid } from "#lib/domain/errors.ts";
import { instantField } from "#lib/domain/input/instant-field.ts";
import { lines } from "#lib/domain/input/text.ts";
import type { ClosedSpan } from "#lib/domain/status/span.ts";
import type { State } from "#lib/domain/status/state.ts";

export const VERDICTS = ["up", "down", "excluded"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const MAX_REASON_LENGTH = 1_000;
export const MAX_CORRECTION_DAYS = 92;
/** Of one component, revoked ones not counted. */
export const MAX_CORRECTIONS = 500;
const MAX_CORRECTION_MS = MAX_CORRECTION_DAYS * 86_400_000;

/** What somebody said afterwards about [startedAt, endedAt) of a component, against what was measured and claimed. */
export type CorrectedStretch = { verdict: Verdict; startedAt: number; endedAt: number };

/** The same with author, reason and time. A revoked one counts for nothing and stays in the record. */
export type Correction = CorrectedStretch & {
  id: string;
  pageId: string;
  componentId: string;
  reason: string;
  actorKind: string;
  actorId: string;
  createdAt: number;
  revokedAt: number | null;
};

/** `excluded` is unknown time: it leaves the denominator and counts for nothing. */
export const STATE_OF_VERDICT = {
  up: "operational",
  down: "major_outage",
  excluded: "unknown",
} as const satisfies Record<Verdict, State>;

/**
 * The timeline as corrected: within its stretch a correction replaces what the timeline says, and nothing outside of
 * the timeline. `corrections` are in the order in which they were made: the later wins where two overlap.
 */
export function correctedTimeline(
  timeline: readonly ClosedSpan[],
  corrections: readonly CorrectedStretch[],
): ClosedSpan[] {
  const first = timeline[0];
  const last = timeline.at(-1);
  if (!first || !last || corrections.length === 0) return [...timeline];
  const [from, until] = [first.startedAt, last.endedAt];
  const told = corrections.filter((one) => one.startedAt < until && one.endedAt > from);
  if (told.length === 0) return [...timeline];
  const edges = [...timeline, ...told].flatMap((one) => [one.startedAt, one.endedAt]);
  const inside = [...new Set([...edges, from, until])].filter((at) => at >= from && at <= until);
  inside.sort((a, b) => a - b);
  const result: ClosedSpan[] = [];
  let next = 0;
  for (const [i, startedAt] of inside.slice(0, -1).entries()) {
    const endedAt = inside[i + 1]!;
    while (timeline[next]!.endedAt <= startedAt) next++;
    const word = told.findLast((one) => one.startedAt <= startedAt && one.endedAt >= endedAt);
    append(result, {
      startedAt,
      endedAt,
      state: word ? STATE_OF_VERDICT[word.verdict] : timeline[next]!.state,
    });
  }
  return result;
}

function append(spans: ClosedSpan[], span: ClosedSpan): void {
  const last = spans.at(-1);
  if (last?.state === span.state && last.endedAt === span.startedAt) last.endedAt = span.endedAt;
  else spans.push(span);
}

/** A correction as the manage API takes it. */
export const newCorrection = z.object({
  verdict: z.enum(VERDICTS).meta({
    description: "up: it ran; down: a major outage; excluded: not to be counted, like unknown time",
  }),
  started_at: instantField,
  ended_at: instantField.meta({ description: "Not in the future" }),
  reason: lines(MAX_REASON_LENGTH)
    .refine((text) => text.trim() !== "", "must not be empty")
    .meta({ description: "Why; shown to readers with the corrected stretch" }),
});
export type NewCorrection = z.output<typeof newCorrection>;

/**
 * What the calendar has against a correction of a component that is covered from `coveredFrom` on (ms).
 * @throws Failure invalid
 */
export function checkCorrection(
  { started_at: startedAt, ended_at: endedAt }: Pick<NewCorrection, "started_at" | "ended_at">,
  coveredFrom: number,
  now: number,
): void {
  const faults = [
    { path: "correction.ended_at", message: "must lie after started_at", isFault: endedAt <= startedAt },
    { path: "correction.ended_at", message: "must not lie in the future", isFault: endedAt > now },
    {
      path: "correction.ended_at",
      message: `at most ${MAX_CORRECTION_DAYS} days after started_at`,
      isFault: endedAt - startedAt > MAX_CORRECTION_MS,
    },
    {
      path: "correction.started_at",
      message: `the component is covered from ${new Date(coveredFrom).toISOString()} on`,
      isFault: startedAt < coveredFrom,
    },
  ].filter(({ isFault }) => isFault);
  if (faults.length > 0) throw invalid(faults.map(({ path, message }) => ({ path, message })));
}
