import type { Span, Timeline } from "#lib/domain/status/span.ts";
import type { State } from "#lib/domain/status/state.ts";
import { instant, millis, type Sql } from "../sql.ts";

/** The two stored timelines. Names in SQL come from here alone. */
const TABLES = {
  monitor: { table: "monitor_states", key: "monitor_id" },
  component: { table: "component_baselines", key: "component_id" },
} as const;
export type TimelineKind = keyof typeof TABLES;

type SpanRow = { id: string; started_ms: number; ended_ms: number | null; state: State };

const span = (row: SpanRow): Span => ({
  startedAt: row.started_ms,
  endedAt: row.ended_ms,
  state: row.state,
});

/**
 * The stored spans of each id that reach beyond the given instant, with the one before them: enough to replace
 * everything from that instant and join neighbours. Every id has an entry.
 */
export async function readTimelines(
  sql: Sql,
  kind: TimelineKind,
  wanted: readonly { id: string; fromAt: number }[],
): Promise<Map<string, Span[]>> {
  const { table, key } = TABLES[kind];
  const timelines = new Map<string, Span[]>(wanted.map(({ id }) => [id, []]));
  if (wanted.length === 0) return timelines;
  // `offset 0` keeps the inner query whole: a few steps in the index for each id. Joined, the planner took it for a third
  // of the table and read all of it, and the cost grew with the history.
  const { rows } = await sql.query<SpanRow>(
    `select g.id, ${millis("s.started_at")} as started_ms, ${millis("s.ended_at")} as ended_ms, s.state
     from unnest($1::text[], $2::float8[]) as g(id, from_ms)
     cross join lateral (
       select t.started_at, t.ended_at, t.state from ${table} t
       where t.${key} = g.id and t.started_at >= coalesce((
         select a.started_at from ${table} a where a.${key} = g.id and a.started_at < ${instant("g.from_ms")}
         order by a.started_at desc limit 1), '-infinity')
       order by t.started_at offset 0
     ) s`,
    [wanted.map(({ id }) => id), wanted.map(({ fromAt }) => fromAt)],
  );
  for (const row of rows) timelines.get(row.id)?.push(span(row));
  return timelines;
}

/** What must be written so that the stored spans `before` become `after`. */
export type TimelineChange = { id: string; removed: number[]; written: Span[]; changedFrom: number };

/** The difference of two versions of the tail of one timeline; null when they are equal. */
export function timelineChange(id: string, before: Timeline, after: Timeline): TimelineChange | null {
  const old = new Map(before.map((item) => [item.startedAt, item]));
  const written = after.filter((item) => {
    const same = old.get(item.startedAt);
    return !(same && same.endedAt === item.endedAt && same.state === item.state);
  });
  const kept = new Set(after.map((item) => item.startedAt));
  const removed = before.filter((item) => !kept.has(item.startedAt)).map((item) => item.startedAt);
  if (written.length === 0 && removed.length === 0) return null;
  return { id, removed, written, changedFrom: firstDifference(before, after) };
}

/** First instant at which the two say different things: a span that only got another end differs from the earlier end on. */
function firstDifference(before: Timeline, after: Timeline): number {
  for (let i = 0; ; i++) {
    const [a, b] = [before[i], after[i]];
    if (a && b && a.startedAt === b.startedAt && a.state === b.state) {
      if (a.endedAt === b.endedAt) continue;
      return Math.min(a.endedAt ?? Number.POSITIVE_INFINITY, b.endedAt ?? Number.POSITIVE_INFINITY);
    }
    return Math.min(a?.startedAt ?? Number.POSITIVE_INFINITY, b?.startedAt ?? Number.POSITIVE_INFINITY);
  }
}

/** Writes the changed spans only. */
export async function writeTimelines(
  sql: Sql,
  kind: TimelineKind,
  changes: readonly TimelineChange[],
): Promise<void> {
  const { table, key } = TABLES[kind];
  const removed = changes.flatMap(({ id, removed }) => removed.map((at) => ({ id, at })));
  if (removed.length > 0)
    await sql.query(
      `delete from ${table} s using unnest($1::text[], $2::float8[]) as g(id, started_ms)
       where s.${key} = g.id and s.started_at = ${instant("g.started_ms")}`,
      [removed.map(({ id }) => id), removed.map(({ at }) => at)],
    );
  const written = changes.flatMap(({ id, written }) => written.map((item) => ({ id, ...item })));
  if (written.length === 0) return;
  // In time order: an old open end is closed before the new one is written (one open end per timeline is an index).
  await sql.query(
    `insert into ${table} (${key}, started_at, ended_at, state)
     select id, ${instant("started_ms")}, ${instant("ended_ms")}, state::component_state
     from unnest($1::text[], $2::float8[], $3::float8[], $4::text[]) as g(id, started_ms, ended_ms, state)
     order by id, started_ms
     on conflict (${key}, started_at) do update set ended_at = excluded.ended_at, state = excluded.state`,
    [
      written.map(({ id }) => id),
      written.map(({ startedAt }) => startedAt),
      written.map(({ endedAt }) => endedAt),
      written.map(({ state }) => state),
    ],
  );
}
