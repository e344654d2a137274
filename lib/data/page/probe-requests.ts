import type { ProbeNow, ProbeNowResult, ProbeNowTarget } from "#lib/domain/page/probe-now.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { pool, prisma } from "../db.ts";
import type { Prisma, ProbeRequest as Row } from "../generated/client.ts";
import { instant } from "../sql.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): ProbeNow => ({
  id: row.id,
  pageId: row.pageId,
  monitorId: row.monitorId,
  requestedAt: instantOf(row.requestedAt),
  claimedAt: instantOrNull(row.claimedAt),
  finishedAt: instantOrNull(row.finishedAt),
  result: row.result as ProbeNowResult | null,
});

export async function insertProbe(
  tx: Tx,
  probe: { id: string; pageId: string; monitorId: string | null; target: ProbeNowTarget },
  now: number,
): Promise<ProbeNow> {
  const target = probe.target as unknown as Prisma.InputJsonValue;
  return fromRow(await tx.probeRequest.create({ data: { ...probe, target, requestedAt: new Date(now) } }));
}

/** Probes of the page that were asked for since `since` (ms). */
export const countProbes = (tx: Tx, pageId: string, since: number): Promise<number> =>
  tx.probeRequest.count({ where: { pageId, requestedAt: { gt: new Date(since) } } });

export async function readProbe(
  pageId: string,
  monitorId: string | null,
  id: string,
): Promise<ProbeNow | null> {
  const row = await prisma().probeRequest.findFirst({ where: { id, pageId, monitorId } });
  return row && fromRow(row);
}

export type ClaimedProbe = ProbeNowTarget & { id: string };

/** Claims at most `limit` probes that were asked for after `since` (ms): each goes to one worker only. */
export async function claimProbes(now: number, since: number, limit: number): Promise<ClaimedProbe[]> {
  const { rows } = await pool().query<{ id: string; target: ProbeNowTarget }>(
    `with due as (
       select id from probe_requests where finished_at is null and claimed_at is null and requested_at > ${instant("$2::float8")}
       order by requested_at limit $3 for update skip locked)
     update probe_requests p set claimed_at = ${instant("$1::float8")} from due d where p.id = d.id
     returning p.id, p.target`,
    [now, since, limit],
  );
  return rows.map(({ id, target }) => ({ id, ...target }));
}

/** Keeps what was found, and forgets what was asked: its headers may be secrets. */
export async function finishProbe(id: string, result: ProbeNowResult, now: number): Promise<void> {
  await pool().query(
    `update probe_requests set finished_at = ${instant("$2::float8")}, result = $3, target = null where id = $1`,
    [id, now, JSON.stringify(result)],
  );
}

/** Deletes what was asked for before `before` (ms). Returns how many. */
export async function deleteProbes(before: number): Promise<number> {
  const { rowCount } = await pool().query(
    `delete from probe_requests where requested_at < ${instant("$1::float8")}`,
    [before],
  );
  return rowCount ?? 0;
}
