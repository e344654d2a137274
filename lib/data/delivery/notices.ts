import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryKind, Priority, RecipientKind } from "#lib/domain/delivery/delivery.ts";
import type { TestSend } from "#lib/domain/delivery/test-send.ts";
import { pool } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import { millis } from "../sql.ts";
import type { Tx } from "../tx.ts";

/** A message to one recipient, written in the transaction of what it tells. Instants are milliseconds since the epoch. */
export type NewNotice = {
  pageId: string;
  kind: Exclude<DeliveryKind, "event">;
  channel: Channel;
  recipient: { kind: RecipientKind; id: string };
  priority: Priority;
  /** Nothing secret, no addresses. */
  details?: Prisma.InputJsonValue;
  /** Sealed with SECRET_KEY. */
  sealed?: string;
  incidentId?: string;
  dueAt: number;
  expiresAt: number;
};

/** Writes a notice; the worker hears of it at commit. Returns the id of its delivery. */
export async function insertNotice(tx: Tx, notice: NewNotice): Promise<string> {
  const { recipient, dueAt, expiresAt, ...rest } = notice;
  const data = { ...rest, recipientKind: recipient.kind, recipientId: recipient.id };
  const at = { dueAt: new Date(dueAt), expiresAt: new Date(expiresAt) };
  const row = await tx.delivery.create({ data: { ...data, ...at }, select: { id: true } });
  return String(row.id);
}

/** A test message of this page, as it stands. */
export async function readTestSend(pageId: string, id: string): Promise<TestSend | null> {
  const { rows } = await pool().query<TestSend>(
    `select id::text, channel, state, reason, attempts, receipt, ${millis("created_at")} as "createdAt",
       ${millis("finished_at")} as "finishedAt"
     from deliveries where id = $1::bigint and page_id = $2 and kind = 'test'`,
    [id, pageId],
  );
  return rows[0] ?? null;
}
