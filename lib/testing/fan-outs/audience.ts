import { pool } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { expandFanOuts } from "#lib/usecases/fan-outs/expand.ts";

/** Columns of a subscriber, as stored. */
export type SubscriberColumns = Partial<{
  id: string;
  channel: string;
  state: string;
  language: string;
  time_zone: string;
  follows_page: boolean;
  kinds: string[];
  component_ids: string[];
  group_ids: string[];
  min_impact: number;
  quiet_from: number;
  quiet_until: number;
  digest_at: number;
  next_digest_at: Date;
  confirmed_at: Date | null;
}>;

const LONG_AGO = new Date(Date.UTC(2026, 0, 1));

/** A confirmed subscriber of everything by mail, unless the test says otherwise. Returns its id. */
export async function subscribe(pageId: string, columns: SubscriberColumns = {}): Promise<string> {
  const id = newId();
  const row = {
    ...{ id, page_id: pageId, channel: "email", destination: `${id}@example.com`, holder_id: id },
    ...{ state: "active", language: "en", time_zone: "Asia/Seoul", follows_page: true },
    ...{ kinds: ["incidents", "maintenance", "postmortems"], component_ids: [], group_ids: [] },
    ...{ consent_source: "import", confirmed_at: LONG_AGO, updated_at: LONG_AGO },
    ...columns,
  };
  const names = Object.keys(row);
  await pool().query(
    `insert into subscribers (${names.join(", ")}) values (${names.map((_, n) => `$${n + 1}`).join(", ")})`,
    Object.values(row),
  );
  return row.id;
}

export async function follow(subscriberId: string, incidentId: string): Promise<void> {
  await pool().query("insert into subscriber_incidents (subscriber_id, incident_id) values ($1, $2)", [
    subscriberId,
    incidentId,
  ]);
}

/** Expands until nothing waits. Returns how many deliveries were made. */
export async function expandAll(now = Date.now(), options: Parameters<typeof expandFanOuts>[1] = {}) {
  let total = 0;
  for (let isDone = false; !isDone; ) {
    const step = await expandFanOuts(now, options);
    total += step.made;
    isDone = step.isDone;
  }
  return total;
}

export type DeliveryRow = {
  id: string;
  event: string;
  state: string;
  reason: string | null;
  recipient: string;
  dueAt: number;
  expiresAt: number;
  isHeldQuiet: boolean;
};

/** Deliveries of the page's fan-outs, in order of events and then of recipients. */
export async function deliveriesOf(pageId: string): Promise<DeliveryRow[]> {
  const { rows } = await pool().query<DeliveryRow>(
    `select d.id, f.kind as event, d.state, d.reason, d.recipient_id as recipient,
       (extract(epoch from d.due_at) * 1000)::float8 as "dueAt", (extract(epoch from d.expires_at) * 1000)::float8 as "expiresAt",
       d.is_held_quiet as "isHeldQuiet"
     from deliveries d join fan_outs f on f.event_id = d.event_id where d.page_id = $1 order by d.event_id, d.recipient_id`,
    [pageId],
  );
  return rows;
}

/** Who was made a delivery for by each event: `{"incident.opened": [ids]}`. */
export async function reachedBy(pageId: string): Promise<Record<string, string[]>> {
  const reached: Record<string, string[]> = {};
  for (const { event, recipient } of await deliveriesOf(pageId))
    reached[event] = [...(reached[event] ?? []), recipient];
  return reached;
}
