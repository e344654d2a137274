import { OUTCOMES, type Outcome, type Sample } from "./sample.ts";

type Vote = Pick<Sample, "outcome" | "impaired">;

/**
 * What the probers of one slot say together: the worst outcome that more than half of them confirm (at least that
 * bad), so two of three decide and a tie goes to the milder. Impaired samples do not vote; null = nobody probed.
 */
export function slotOutcome(samples: readonly Vote[]): Outcome | null {
  const votes = samples
    .filter((sample) => !sample.impaired)
    .map((sample) => OUTCOMES.indexOf(sample.outcome));
  votes.sort((a, b) => a - b);
  // The lower median: everything above it is confirmed by half of the votes at most.
  return OUTCOMES[votes[(votes.length - 1) >> 1] ?? -1] ?? null;
}
