import { readMembers } from "#lib/data/escalation/paged.ts";
import { listSchedules, storeSchedule } from "#lib/data/escalation/schedules.ts";
import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, type Fault, invalid, notFound } from "#lib/domain/errors.ts";
import type { OnCallSchedule, Rotation } from "#lib/domain/escalation/schedule.ts";
import {
  MAX_SCHEDULES,
  type NewOnCallSchedule,
  type OnCallSchedulePatch,
  toLayers,
} from "#lib/domain/escalation/schedule-input.ts";

/** Whoever takes turns has to be of the page. @throws Failure invalid */
async function requirePeople(tx: Tx, pageId: string, layers: readonly Rotation[]): Promise<void> {
  const members = new Set(
    await readMembers(
      tx,
      pageId,
      layers.flatMap(({ userIds }) => userIds),
    ),
  );
  const faults = layers.flatMap(({ userIds }, i) =>
    userIds.flatMap((userId, j): Fault[] =>
      members.has(userId)
        ? []
        : [{ path: `on_call_schedule.layers.${i}.user_ids.${j}`, message: "no such person on this page" }],
    ),
  );
  if (faults.length > 0) throw invalid(faults);
}

const auditable = ({ name, timeZone, layers }: OnCallSchedule) => ({
  name,
  time_zone: timeZone,
  layers: layers.map(({ name: layer, userIds, startsAt, turnSeconds }) => ({
    ...{ name: layer, user_ids: userIds, starts_at: startsAt, turn_seconds: turnSeconds },
  })),
});

/** The schedule, for acts on it. @throws Failure not_found */
export async function scheduleOf(tx: Tx, pageId: string, id: string): Promise<OnCallSchedule> {
  const [schedule] = await listSchedules(pageId, { ids: [id] }, tx);
  if (!schedule) throw notFound("on-call schedule");
  return schedule;
}

/** Makes a schedule. @throws Failure invalid (too many, somebody who is not of the page) */
export const createSchedule = (
  scope: Scope<"slos:write">,
  input: NewOnCallSchedule,
  now: number,
): Promise<OnCallSchedule> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    if ((await listSchedules(pageId, {}, tx)).length >= MAX_SCHEDULES)
      throw invalid([
        { path: "on_call_schedule", message: `a page has at most ${MAX_SCHEDULES} on-call schedules` },
      ]);
    const layers = toLayers(input.layers);
    await requirePeople(tx, pageId, layers);
    const result = await storeSchedule(
      tx,
      pageId,
      { name: input.name, timeZone: input.time_zone, layers },
      now,
    );
    const about = { objectKind: "on_call_schedule", objectId: result.id };
    return {
      result,
      audit: { action: "on_call_schedule.create", ...about, after: auditable(result) },
      event: null,
    };
  });

/**
 * Changes a schedule; what the patch leaves out stays, layers are given whole.
 * @throws Failure not_found, invalid; conflict when somebody changed it meanwhile
 */
export const updateSchedule = (
  scope: Scope<"slos:write">,
  id: string,
  patch: OnCallSchedulePatch,
  now: number,
): Promise<OnCallSchedule> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const before = await scheduleOf(tx, pageId, id);
    if (patch.revision !== undefined && patch.revision !== before.revision)
      throw new Failure(
        "conflict",
        `This schedule was changed since you read it (revision ${before.revision}, yours ${patch.revision})`,
      );
    const layers = patch.layers ? toLayers(patch.layers) : before.layers;
    if (patch.layers) await requirePeople(tx, pageId, layers);
    const fields = {
      id,
      name: patch.name ?? before.name,
      timeZone: patch.time_zone ?? before.timeZone,
      layers,
    };
    const result = await storeSchedule(tx, pageId, fields, now);
    const about = { objectKind: "on_call_schedule", objectId: id };
    return {
      result,
      audit: {
        ...{ action: "on_call_schedule.update", ...about },
        ...{ before: auditable(before), after: auditable(result) },
      },
      event: null,
    };
  });
