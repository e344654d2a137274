import fc from "fast-check";
import { OUTCOMES, type Outcome } from "#lib/domain/status/sample.ts";
import type { Span } from "#lib/domain/status/span.ts";
import { ALL_STATES, type State } from "#lib/domain/status/state.ts";

/** Random timelines and samples for property tests. */
export const states: fc.Arbitrary<State> = fc.constantFrom(...ALL_STATES);

/** A well-formed timeline: sorted, no overlaps, holes and touching spans, the last one open in every second case. */
export function timelines(options: { from: number; stepMs: number; spans?: number }): fc.Arbitrary<Span[]> {
  const span = fc.record({
    hole: fc.option(fc.integer({ min: 1, max: options.stepMs }), { freq: 2 }),
    length: fc.integer({ min: 1, max: options.stepMs }),
    state: states,
  });
  return fc
    .tuple(fc.array(span, { maxLength: options.spans ?? 8, size: "max" }), fc.boolean())
    .map(([parts, open]) => {
      let at = options.from;
      return parts.map(({ hole, length, state }, i) => {
        const startedAt = at + (hole ?? 0);
        at = startedAt + length;
        return { startedAt, endedAt: open && i === parts.length - 1 ? null : at, state };
      });
    });
}

/** What slots 0, 1, 2… measured; null is a missing slot. Long runs are likelier than by tossing coins. */
export const slots: fc.Arbitrary<(Outcome | null)[]> = fc
  .array(
    fc.record({
      outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: null, freq: 4 }),
      times: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 16 },
  )
  .map((runs) => runs.flatMap(({ outcome, times }) => Array.from({ length: times }, () => outcome)));
