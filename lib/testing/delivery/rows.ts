import { pool } from "#lib/data/db.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryKind } from "#lib/domain/delivery/delivery.ts";

export type DeliveryRow = {
  pageId: string;
  channel?: Channel;
  kind?: DeliveryKind;
  recipientKind?: "subscriber" | "person" | "address";
  recipientId: string;
  eventId?: number;
  incidentId?: string;
  priority?: 0 | 1;
  state?: string;
  attempts?: number;
  dueAt?: number;
  expiresAt?: number;
  sealed?: string;
  leaseOwner?: string;
  leaseUntil?: number;
};

const DAY_MS = 86_400_000;
const at = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

/** One row of the queue, as the expansion or a notice writes it. Returns its id. */
export async function makeDelivery(row: DeliveryRow): Promise<string> {
  const dueAt = row.dueAt ?? Date.now() - 1_000;
  const { rows } = await pool().query<{ id: string }>(
    `insert into deliveries (page_id, channel, kind, recipient_kind, recipient_id, event_id, incident_id, priority, state,
       attempts, due_at, expires_at, sealed, lease_owner, lease_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id::text`,
    [
      ...[row.pageId, row.channel ?? "email", row.kind ?? "event", row.recipientKind ?? "subscriber"],
      ...[row.recipientId, row.eventId ?? null, row.incidentId ?? null, row.priority ?? 1],
      ...[row.state ?? "pending", row.attempts ?? 0, at(dueAt), at(row.expiresAt ?? dueAt + DAY_MS)],
      ...[row.sealed ?? null, row.leaseOwner ?? null, at(row.leaseUntil)],
    ],
  );
  return rows[0]!.id;
}

/** One delivery to each of the first `count` subscribers made under `prefix`, by one statement. */
export async function makeDeliveries(made: {
  pageId: string;
  channel?: Channel;
  eventId: number;
  incidentId: string;
  dueAt?: number;
}): Promise<void> {
  await pool().query(
    `insert into deliveries (page_id, channel, kind, recipient_kind, recipient_id, event_id, incident_id, due_at, expires_at)
     select page_id, channel, 'event', 'subscriber', id, $3, $4, $5::timestamptz, $5::timestamptz + interval '1 day' from subscribers
     where page_id = $1 and channel = $2 and state = 'active' order by id`,
    [made.pageId, made.channel ?? "email", made.eventId, made.incidentId, at(made.dueAt ?? Date.now())],
  );
}

export type StoredDelivery = {
  id: string;
  state: string;
  reason: string | null;
  attempts: number;
  due: number;
  leaseOwner: string | null;
  sealed: string | null;
  receipt: { code: string; text: string } | null;
  finished: boolean;
};

export async function deliveryOf(id: string): Promise<StoredDelivery> {
  const { rows } = await pool().query<StoredDelivery>(
    `select id::text, state, reason, attempts, (extract(epoch from due_at) * 1000)::float8 as due,
       lease_owner as "leaseOwner", sealed, receipt, finished_at is not null as finished from deliveries where id = $1`,
    [id],
  );
  return rows[0]!;
}
