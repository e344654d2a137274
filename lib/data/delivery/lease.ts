import { instant, type Sql } from "../sql.ts";

export type Held = { workerId: string; ids: readonly string[] };

/**
 * Prolongs leases; returns the ids that are still ours. A row that is just being finished is left alone: it needs no lease,
 * and waiting for it could wait for ourselves.
 */
export async function renewLeases(
  sql: Sql,
  { workerId, ids, until }: Held & { until: number },
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `with ours as (
       select id, lease_owner = $2 and finished_at is null as held from deliveries where id = any($1::bigint[])
     ), free as (
       select d.id from deliveries d join ours on ours.id = d.id where ours.held for update of d skip locked
     ), renewed as (
       update deliveries d set lease_until = ${instant("$3::float8")} from free where d.id = free.id and d.lease_owner = $2
     )
     select id::text from ours where held`,
    [ids, workerId, until],
  );
  return rows.map(({ id }) => id);
}

/** Gives back what was not sent: it is due at once, for whoever comes first. */
export async function releaseLeases(sql: Sql, { workerId, ids }: Held): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(
    `update deliveries set lease_owner = null, lease_until = null
     where id = any($1::bigint[]) and lease_owner = $2`,
    [ids, workerId],
  );
}
