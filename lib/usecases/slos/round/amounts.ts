import { readObjectiveSums, readWindowSums } from "#lib/data/slo/summing/objective-sums.ts";
import { readWindowRows } from "#lib/data/slo/summing/window-rows.ts";
import type { Sql } from "#lib/data/sql.ts";
import { type Amount, NOTHING, sumAmounts } from "#lib/domain/slo/counting/amount.ts";
import { countsWindows, slisOf } from "#lib/domain/slo/counting/parts.ts";
import { type Piece, piecesOf } from "#lib/domain/slo/counting/pieces.ts";
import { slicesOf } from "#lib/domain/slo/counting/slices.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import type { Range } from "#lib/domain/slo/judging/input.ts";
import type { SliWindow } from "#lib/domain/slo/measurement.ts";

/** What is asked of an objective: its ranges, and the windows that are in memory already. */
export type AmountsWanted = {
  objective: StoredObjective;
  ranges: readonly Range[];
  /** Of each SLI of the rule: every window that starts in [windowsFrom, windowsUntil). */
  windows: readonly (readonly SliWindow[])[];
  windowsFrom: number;
  windowsUntil: number;
};

/** The amounts of every range by its key: one for each SLI of the rule. */
export type Amounts = Map<string, Amount[]>;

type Asked = { wanted: AmountsWanted; part: number; piece: Piece; amount: Amount };
const idOf = ({ wanted, part, piece }: Asked) =>
  `${wanted.objective.id} ${part} ${piece.level} ${piece.from} ${piece.until}`;

const isHeld = (
  { windowsFrom, windowsUntil }: AmountsWanted,
  { from, until }: { from: number; until: number },
) => from >= windowsFrom && until <= windowsUntil;

function amountOfWindows(objective: StoredObjective, windows: readonly SliWindow[]): Amount {
  const { rule } = objective;
  return countsWindows(rule) ? slicesOf(rule, windows) : sumAmounts(windows);
}

const inside = (
  windows: readonly SliWindow[],
  { from, until }: { from: number; until: number },
): SliWindow[] => windows.filter(({ at }) => at >= from && at < until);

/** Every piece of every range, each asked once, and answered at once where its windows are in memory. */
function ask(all: readonly AmountsWanted[]): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const wanted of all)
    for (const range of wanted.ranges)
      for (const piece of isHeld(wanted, range) ? [] : piecesOf(range))
        for (let part = 0; part < slisOf(wanted.objective.rule).length; part++) {
          const one: Asked = { wanted, part, piece, amount: NOTHING };
          asked.set(idOf(one), one);
        }
  return asked;
}

async function answerStored(sql: Sql, level: "hour" | "day", asked: readonly Asked[]): Promise<void> {
  const mine = asked.filter(({ piece }) => piece.level === level);
  const amounts = await readObjectiveSums(
    sql,
    level,
    mine.map(({ wanted, part, piece }) => ({
      objectiveId: wanted.objective.id,
      part,
      from: piece.from,
      until: piece.until,
    })),
  );
  for (const [i, one] of mine.entries()) one.amount = amounts[i]!;
}

/** Windows at the edges of ranges, where they are not in memory: events are added up by the database, latencies here. */
async function answerWindows(sql: Sql, asked: readonly Asked[]): Promise<void> {
  const mine = asked.filter(({ piece }) => piece.level === "window");
  const [held, other] = [
    mine.filter(({ wanted, piece }) => isHeld(wanted, piece)),
    mine.filter(({ wanted, piece }) => !isHeld(wanted, piece)),
  ];
  for (const one of held)
    one.amount = amountOfWindows(one.wanted.objective, inside(one.wanted.windows[one.part]!, one.piece));
  const sliOf = ({ wanted, part }: Asked) => slisOf(wanted.objective.rule)[part]!;
  const events = other.filter(({ wanted }) => !countsWindows(wanted.objective.rule));
  const sums = await readWindowSums(
    sql,
    events.map((one) => ({ sliId: sliOf(one), from: one.piece.from, until: one.piece.until })),
  );
  for (const [i, one] of events.entries()) one.amount = sums[i]!;
  const slices = other.filter(({ wanted }) => countsWindows(wanted.objective.rule));
  for (const [until, group] of Map.groupBy(slices, ({ piece }) => piece.until))
    for (const [from, members] of Map.groupBy(group, ({ piece }) => piece.from)) {
      const bySli = Map.groupBy(members, sliOf);
      const wanted = [...bySli].map(([sliId, ones]) => ({
        sliId,
        from,
        withCounts: ones.some((one) => one.wanted.objective.rule.kind === "latency"),
      }));
      const windows = await readWindowRows(sql, wanted, until);
      for (const one of members) one.amount = amountOfWindows(one.wanted.objective, windows.get(sliOf(one))!);
    }
}

/**
 * The amounts of the ranges of many objectives in a few statements: from hours and days that were counted before, windows at the
 * edges. Exact to the window, and as cheap for 90 days as for one.
 */
export async function readAmounts(sql: Sql, all: readonly AmountsWanted[]): Promise<Map<string, Amounts>> {
  const asked = ask(all);
  const list = [...asked.values()];
  for (const level of ["hour", "day"] as const) await answerStored(sql, level, list);
  await answerWindows(sql, list);
  return new Map(
    all.map((wanted) => {
      const parts = slisOf(wanted.objective.rule);
      const amount = (range: Range, part: number): Amount => {
        if (isHeld(wanted, range))
          return amountOfWindows(wanted.objective, inside(wanted.windows[part]!, range));
        const pieces = piecesOf(range);
        return sumAmounts(
          pieces.map((piece) => asked.get(idOf({ wanted, part, piece, amount: NOTHING }))!.amount),
        );
      };
      return [
        wanted.objective.id,
        new Map(wanted.ranges.map((range) => [range.key, parts.map((_, part) => amount(range, part))])),
      ];
    }),
  );
}
