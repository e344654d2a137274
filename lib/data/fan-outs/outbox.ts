import { millis, type Sql } from "../sql.ts";

/** An outbox event that waits to be told. */
export type OpenEvent = {
  /** outbox.id, a bigint as text. */
  id: string;
  pageId: string;
  kind: string;
  payload: Record<string, unknown>;
  at: number;
};

/** Others may look at as many again in the next statement. */
const SKIPPED_AT_ONCE = 5_000;

/** Marks as handled what tells nobody. Returns whether there may be more. */
export async function skipUntold(sql: Sql, toldKinds: readonly string[], now: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update outbox set handled_at = $2 where id = any(array(select id from outbox where handled_at is null
       and not kind = any($1) order by id limit ${SKIPPED_AT_ONCE} for update skip locked))`,
    [toldKinds, new Date(now)],
  );
  return rowCount === SKIPPED_AT_ONCE;
}

/**
 * The oldest event that waits, locked for this transaction. `"busy"`: another worker is at it. One after the other: whoever
 * overtook it could tell an older state after a newer.
 */
export async function lockOldest(sql: Sql, kinds: readonly string[]): Promise<OpenEvent | "busy" | null> {
  const oldest = await sql.query<{ id: string }>(
    "select id from outbox where handled_at is null and kind = any($1) order by id limit 1",
    [kinds],
  );
  if (!oldest.rows[0]) return null;
  const { rows } = await sql.query<OpenEvent>(
    `select id, page_id as "pageId", kind, payload, ${millis("created_at")} as at
     from outbox where id = $1 and handled_at is null for update skip locked`,
    [oldest.rows[0].id],
  );
  return rows[0] ?? "busy";
}

export async function markHandled(sql: Sql, id: string, now: number): Promise<void> {
  await sql.query("update outbox set handled_at = $2 where id = $1", [id, new Date(now)]);
}
