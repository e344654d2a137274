import { pool } from "#lib/data/db.ts";
import { expandBatch } from "#lib/data/fan-outs/expand.ts";
import { lockOldest, markHandled, type OpenEvent, skipUntold } from "#lib/data/fan-outs/outbox.ts";
import { readZones } from "#lib/data/fan-outs/quiet.ts";
import {
  advanceFanOut,
  type FanOut,
  insertFanOut,
  readFanOutRow,
  readPlanBefore,
} from "#lib/data/fan-outs/rows.ts";
import { cancelUntold } from "#lib/data/fan-outs/untold.ts";
import { readHold } from "#lib/data/instance/epoch.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { readPublicComponents } from "#lib/data/status/public-nouns.ts";
import { type Channel, MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { ENDING_KINDS, type FanOutPlan, planOf, TOLD_KINDS } from "#lib/domain/delivery/plan.ts";
import { eventsOf } from "../history/events.ts";
import { isTeamKind, TEAM_KINDS, tellTeam } from "./team.ts";

/** Subscribers that are looked at in one transaction; the first ones are few, so that the first message leaves early. */
const FIRST_BATCH = 1_000;
const BATCH = 10_000;

export type ExpandOptions = { firstBatch?: number; batch?: number; maxAgeMs?: Record<Channel, number> };

const UNPUBLISHED = "incident.unpublished";
/** Events that somebody hears of, or that change what somebody will hear. */
const HEARD_KINDS: readonly string[] = [...TOLD_KINDS, ...TEAM_KINDS, UNPUBLISHED];

/** What a step found: nothing that waits, another worker at it, or work that it did. */
type Step = "idle" | "busy" | { made: number };

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * Takes the next step in telling what happened: the oldest event that waits is planned, and the deliveries of the next
 * subscribers are written. Any number of workers may: one of them works, in the order of events. Cut short anywhere, nothing is lost and
 * nothing is written twice. `isDone`: nothing waits here.
 */
export async function expandFanOuts(
  now: number,
  options: ExpandOptions = {},
): Promise<{ made: number; isDone: boolean }> {
  if (await readHold(pool())) return { made: 0, isDone: true };
  const mayBeMore = await skipUntold(pool(), HEARD_KINDS, now);
  const zones = await readZones(pool());
  const step = await inTransaction((sql) => expandOldest(sql, zones, now, options));
  if (step === "idle" || step === "busy") return { made: 0, isDone: !mayBeMore };
  return { made: step.made, isDone: false };
}

async function expandOldest(
  sql: Sql,
  zones: readonly string[],
  now: number,
  options: ExpandOptions,
): Promise<Step> {
  const event = await lockOldest(sql, HEARD_KINDS);
  if (event === null) return "idle";
  if (event === "busy") return "busy";
  const known = await readFanOutRow(sql, event.id);
  const fanOut = known ?? (await begin(sql, event, now));
  if (!fanOut) {
    const made = await hearOnly(sql, event, now);
    await markHandled(sql, event.id, now);
    return { made };
  }
  const size = known ? (options.batch ?? BATCH) : (options.firstBatch ?? options.batch ?? FIRST_BATCH);
  const before = fanOut.incidentId && (await readPlanBefore(sql, fanOut.incidentId, event.id));
  const batch = { ...fanOut, size, now, zones, hasEarlier: before !== null };
  const { made, looked, cursor } = await expandBatch(sql, {
    ...batch,
    maxAgeMs: options.maxAgeMs ?? MAX_AGE_MS,
  });
  const isDone = looked < size;
  await advanceFanOut(sql, event.id, { cursor, made, isDone }, now);
  if (isDone) await markHandled(sql, event.id, now);
  return { made };
}

/** What an event means that is told to no subscriber: the team is told of some, and of what is over nobody is told any more. */
async function hearOnly(
  sql: Sql,
  { id, kind, pageId, payload, at }: OpenEvent,
  now: number,
): Promise<number> {
  const incidentId = textOrNull(payload.incident_id);
  if (incidentId === null) return 0;
  if (isTeamKind(kind)) return await tellTeam(sql, { pageId, incidentId, kind, payload, at }, now);
  if (kind === UNPUBLISHED) await cancelUntold(sql, incidentId, id, { isOnlyQuiet: false }, now);
  else if (ENDING_KINDS.includes(kind)) await cancelUntold(sql, incidentId, id, { isOnlyQuiet: true }, now);
  return 0;
}

/** Plans an event and writes the plan down; null: it reaches nobody. */
async function begin(sql: Sql, event: OpenEvent, now: number): Promise<FanOut | null> {
  const { id: eventId, pageId, kind, at: eventAt, payload } = event;
  const incidentId = textOrNull(payload.incident_id);
  const updateId = textOrNull(payload.update_id);
  const plan = await planned(sql, event, incidentId, updateId);
  if (!plan) return null;
  const fanOut = { eventId, pageId, kind, incidentId, updateId, eventAt, plan, cursor: null, recipients: 0 };
  await insertFanOut(sql, fanOut, now);
  return fanOut;
}

/** Read from what is public now: whatever was taken back meanwhile reaches nobody. */
async function planned(
  sql: Sql,
  { id, pageId, kind, payload }: OpenEvent,
  incidentId: string | null,
  updateId: string | null,
): Promise<FanOutPlan | null> {
  const deliverNotifications = payload.deliver_notifications === true;
  if (!deliverNotifications || incidentId === null) return null;
  const [event] = await eventsOf(sql, pageId, [incidentId]);
  const previous = await readPlanBefore(sql, incidentId, id);
  const components = await readPublicComponents(sql, pageId);
  return planOf({ kind, updateId, deliverNotifications }, event ?? null, components, previous);
}
