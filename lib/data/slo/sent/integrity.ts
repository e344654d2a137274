import type { ListWindow } from "#lib/domain/input/list.ts";
import { WINDOW_MS } from "#lib/domain/slo/definition.ts";
import type {
  IntegrityEvent,
  IntegrityFilter,
  IntegrityKind,
  IntegrityOutcome,
  RestoreTests,
  StoredIntegrityEvent,
} from "#lib/domain/slo/sent/integrity.ts";
import { keyOfEvent } from "#lib/domain/slo/sent/integrity-batch.ts";
import { instantOf } from "../../dates.ts";
import { prisma } from "../../db.ts";
import type { IntegrityEvent as Row } from "../../generated/client.ts";
import { newId } from "../../new-id.ts";
import { instant, inTransaction, millis, type Sql } from "../../sql.ts";
import { storeMeasurementsWithin } from "../summing/measurements.ts";

/** Who says it in the measurements of SLIs that count integrity events. */
const INTEGRITY_SOURCE = "integrity";

const fromRow = (row: Row): StoredIntegrityEvent => ({
  ...row,
  kind: row.kind as IntegrityKind,
  outcome: row.outcome as IntegrityOutcome,
  at: instantOf(row.at),
  createdAt: instantOf(row.createdAt),
});

const INSERT = `
  insert into integrity_events (id, page_id, kind, job, at, outcome, rto_seconds, rpo_seconds, client_id, note, created_at)
  select g.id, $1, g.kind, g.job, ${instant("g.at_ms")}, g.outcome, g.rto, g.rpo, g.client_id, g.note, ${instant("$2::float8")}
  from unnest($3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::int[], $9::int[], $10::text[], $11::text[])
    as g(id, kind, job, at_ms, outcome, rto, rpo, client_id, note)
  order by 3, 4, 9
  on conflict (page_id, kind, job, client_id) do nothing returning id`;

const SAME = `
  select e.kind, e.job, e.client_id as "clientId", e.outcome, e.rto_seconds as "rtoSeconds", e.rpo_seconds as "rpoSeconds", e.note,
    ${millis("e.at")} as at
  from integrity_events e
  join unnest($2::text[], $3::text[], $4::text[]) as g(kind, job, client_id) using (kind, job, client_id)
  where e.page_id = $1`;

/**
 * Windows anew from every event in them. A failed check says nothing of data, so an SLI of losses leaves it out; a loss that
 * another kind of event found is a loss as well.
 */
const COUNT = `
  select s.id as "sliId", w.at_ms as "windowAt", count(*)::int as total,
    count(*) filter (where e.outcome = 'success')::int as good
  from slis s cross join unnest($2::float8[]) as w(at_ms)
  join integrity_events e on e.page_id = s.page_id and e.at >= ${instant("w.at_ms")}
    and e.at < ${instant("w.at_ms")} + interval '${WINDOW_MS} ms'
    and case s.source->>'counts' when 'data_loss'
      then e.outcome = 'data_loss' or (e.outcome = 'success' and e.kind = s.source->>'event')
      else e.kind = s.source->>'event' end
  where s.page_id = $1 and s.archived_at is null and s.source->>'kind' = 'integrity'
  group by 1, 2`;

async function insert(sql: Sql, pageId: string, events: readonly IntegrityEvent[], now: number) {
  const { rowCount } = await sql.query(INSERT, [
    pageId,
    now,
    events.map(() => newId()),
    events.map(({ kind }) => kind),
    events.map(({ job }) => job),
    events.map(({ at }) => at),
    events.map(({ outcome }) => outcome),
    events.map(({ rtoSeconds }) => rtoSeconds),
    events.map(({ rpoSeconds }) => rpoSeconds),
    events.map(({ clientId }) => clientId),
    events.map(({ note }) => note),
  ]);
  return rowCount ?? 0;
}

async function readSame(sql: Sql, pageId: string, events: readonly IntegrityEvent[]) {
  const { rows } = await sql.query<IntegrityEvent>(SAME, [
    pageId,
    events.map(({ kind }) => kind),
    events.map(({ job }) => job),
    events.map(({ clientId }) => clientId),
  ]);
  return new Map(rows.map((row) => [keyOfEvent(row), row]));
}

type Counted = { sliId: string; windowAt: number; good: number; total: number };

/**
 * Stores events, each of them once for ever, and counts the windows that they lie in anew for the SLIs of integrity, in one
 * transaction: durable on return. Returns how many are new, and what is stored under the key of each (`keyOfEvent`).
 */
export async function storeIntegrityEvents(
  pageId: string,
  events: readonly IntegrityEvent[],
  now: number,
): Promise<{ added: number; stored: Map<string, IntegrityEvent> }> {
  if (events.length === 0) return { added: 0, stored: new Map() };
  return await inTransaction(async (sql) => {
    // Two batches of the same window must not count without each other.
    await sql.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`integrity of ${pageId}`]);
    const added = await insert(sql, pageId, events, now);
    const windows = new Set(events.map(({ at }) => Math.floor(at / WINDOW_MS) * WINDOW_MS));
    const { rows } = await sql.query<Counted>(COUNT, [pageId, [...windows]]);
    const measurements = rows.map(({ sliId, windowAt, good, total }) => ({
      ...{ sliId, windowAt, windowSeconds: WINDOW_MS / 1000, source: INTEGRITY_SOURCE },
      ...{ good: BigInt(good), total: BigInt(total), counts: [] },
    }));
    await storeMeasurementsWithin(sql, pageId, measurements, now);
    return { added, stored: await readSame(sql, pageId, events) };
  });
}

/** Events of the page, the latest first. */
export async function readIntegrityEvents(
  pageId: string,
  { kind, outcome, job }: IntegrityFilter,
  window: ListWindow,
): Promise<StoredIntegrityEvent[]> {
  const rows = await prisma().integrityEvent.findMany({
    where: { pageId, ...(kind && { kind }), ...(outcome && { outcome }), ...(job !== undefined && { job }) },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

/** What the alarm for an overdue restore test looks at. */
export async function readRestoreTests(sql: Sql, pageId: string): Promise<RestoreTests> {
  const { rows } = await sql.query<RestoreTests>(
    `select
       (select ${millis("max(at)")} from integrity_events
        where page_id = $1 and kind = 'restore_test' and outcome = 'success') as "lastAt",
       ${millis(`least(
         (select min(at) from integrity_events where page_id = $1),
         (select min(created_at) from slis where page_id = $1 and archived_at is null and source->>'kind' = 'integrity'))`)}
         as "expectedFrom"`,
    [pageId],
  );
  return rows[0]!;
}
