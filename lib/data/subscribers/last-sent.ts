import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import type { Tx } from "../tx.ts";
import { type Full, fromRow } from "./rows.ts";

/**
 * Subscribers with the moment at which something was last sent to each (milliseconds since the epoch; null: never). It is
 * read from the deliveries: written into the row it would be one more write for every message.
 */
export async function withLastSent(db: Tx, rows: readonly Full[]): Promise<Subscriber[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const sent = await db.$queryRaw<{ id: string; at: Date }[]>`
    select s.id, d.finished_at as at from unnest(${ids}::text[]) as s (id), lateral (
      select finished_at from deliveries
      where recipient_id = s.id and finished_at is not null and state = 'sent' order by id desc limit 1) d`;
  const sentAt = new Map(sent.map(({ id, at }) => [id, at.getTime()]));
  return rows.map((row) => fromRow(row, sentAt.get(row.id) ?? null));
}
