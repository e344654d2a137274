import type { JudgeInput, Judgement } from "./input.ts";
import { dataUntilOf } from "./ranges.ts";

/**
 * Judges an objective: what its figures are, which of its alert rules fire, what they remember. Pure: all that it knows is given,
 * so a past round can be judged again.
 */
export function judgeObjective(input: JudgeInput): Judgement {
  return {
    figures: null,
    memory: input.memory,
    verdict: { kind: "unknown" },
    firing: [],
    dataUntil: dataUntilOf(input.windows, input.now),
    endsInMs: null,
  };
}
