import { type Amounts, addAmounts, amountsOf, isOf, kindFault, type OtlpSli, windowOf } from "./amounts.ts";
import type { OtlpPoint, RejectedPoints } from "./point.ts";
import { follow, type SeriesState } from "./series.ts";

/** Of one page; more are refused, so that a sender with an attribute of its own for each request cannot fill the database. */
export const MAX_SERIES = 20_000;
const ROOM_FAULT = `the page has ${MAX_SERIES} series already`;

/** What is remembered of the series of a request, and since when their streams are heard. */
export type KnownSeries = {
  states: ReadonlyMap<string, SeriesState>;
  /** By stream; only of streams that were heard before. */
  heardSinceNs: ReadonlyMap<string, bigint>;
  /** How many more the page may have. */
  room: number;
};

/** What points add to a window of an SLI. */
export type Gain = Amounts & { sliId: string; windowAt: number };

export type FollowedAll = {
  gains: Gain[];
  /** What is remembered of the series from now on. */
  changed: { point: OtlpPoint; state: SeriesState }[];
  rejected: RejectedPoints[];
};

/** What points add to the windows of the page's SLIs, in the order of their times. */
export function followAll(
  points: readonly OtlpPoint[],
  slis: readonly OtlpSli[],
  known: KnownSeries,
): FollowedAll {
  const gains = new Map<string, Gain>();
  const changed = new Map<string, { point: OtlpPoint; state: SeriesState }>();
  const rejected: RejectedPoints[] = [];
  const reject = ({ metric }: OtlpPoint, reason: string) => rejected.push({ metric, reason, points: 1 });
  let { room } = known;
  for (const point of [...points].sort((a, b) => (a.timeNs < b.timeNs ? -1 : 1))) {
    const users = slis.filter((sli) => isOf(point, sli));
    const faults = users.map((sli) => kindFault(point, sli));
    if (users.length > 0 && !faults.includes(null)) {
      reject(point, faults[0]!);
      continue;
    }
    const before = changed.get(point.series)?.state ?? known.states.get(point.series) ?? null;
    if (!before && --room < 0) {
      reject(point, ROOM_FAULT);
      continue;
    }
    const { state, gained, fault } = follow(point, before, known.heardSinceNs.get(point.stream) ?? null);
    if (state !== before) changed.set(point.series, { point, state });
    if (fault !== null) reject(point, fault);
    if (gained === null) continue;
    for (const [i, sli] of users.entries()) {
      if (faults[i] !== null) continue;
      const [windowAt, amounts] = [windowOf(point), amountsOf(point, gained, sli)];
      const place = `${sli.id} ${windowAt}`;
      const sum = gains.get(place);
      gains.set(place, { sliId: sli.id, windowAt, ...(sum ? addAmounts(sum, amounts) : amounts) });
    }
  }
  return { gains: [...gains.values()], changed: [...changed.values()], rejected };
}
