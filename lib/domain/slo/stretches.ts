/** A stretch of time: half-open [startedAt, endedAt) in milliseconds since the epoch. */
export type Stretch = { startedAt: number; endedAt: number };
/** Sorted, apart from each other, none of them empty: what every function here returns and expects of its arguments. */
export type Stretches = readonly Stretch[];

/** What lies in any of the stretches, in whatever order and however they overlap; touching ones become one. */
export function union(stretches: Iterable<Stretch>): Stretch[] {
  const sorted = [...stretches].filter(({ startedAt, endedAt }) => endedAt > startedAt);
  sorted.sort((a, b) => a.startedAt - b.startedAt);
  const merged: Stretch[] = [];
  for (const { startedAt, endedAt } of sorted) {
    const last = merged.at(-1);
    if (last && startedAt <= last.endedAt) last.endedAt = Math.max(last.endedAt, endedAt);
    else merged.push({ startedAt, endedAt });
  }
  return merged;
}

/** What lies in both. */
export function intersection(a: Stretches, b: Stretches): Stretch[] {
  const common: Stretch[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [left, right] = [a[i], b[j]];
    if (!left || !right) return common;
    const startedAt = Math.max(left.startedAt, right.startedAt);
    const endedAt = Math.min(left.endedAt, right.endedAt);
    if (endedAt > startedAt) common.push({ startedAt, endedAt });
    if (left.endedAt < right.endedAt) i++;
    else j++;
  }
}

/** What of `a` lies not in `b`. */
export function difference(a: Stretches, b: Stretches): Stretch[] {
  const rest: Stretch[] = [];
  let next = 0;
  for (const { startedAt, endedAt } of a) {
    let from = startedAt;
    while (next < b.length && b[next]!.endedAt <= from) next++;
    for (let k = next; k < b.length && b[k]!.startedAt < endedAt; k++) {
      const hole = b[k]!;
      if (hole.startedAt > from) rest.push({ startedAt: from, endedAt: hole.startedAt });
      from = Math.max(from, hole.endedAt);
    }
    if (from < endedAt) rest.push({ startedAt: from, endedAt });
  }
  return rest;
}

/** What of the stretches lies in [from, until). */
export const clipped = (stretches: Stretches, from: number, until: number): Stretch[] =>
  intersection(stretches, from < until ? [{ startedAt: from, endedAt: until }] : []);

/** How long they are together, in milliseconds. */
export const lengthOf = (stretches: Stretches): number =>
  stretches.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);
