import { readMembers } from "#lib/data/escalation/paged.ts";
import { deleteOverride, insertOverride } from "#lib/data/escalation/schedules.ts";
import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { change } from "#lib/data/tx.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import type { OnCallOverride } from "#lib/domain/escalation/schedule.ts";
import { MAX_OVERRIDES, type NewOverride } from "#lib/domain/escalation/schedule-input.ts";
import { scheduleOf } from "./define.ts";

/** Somebody takes over for a while. @throws Failure not_found, invalid (not of the page, too many) */
export const addOverride = (
  scope: Scope<"slos:write">,
  scheduleId: string,
  input: NewOverride,
  now: number,
): Promise<OnCallOverride> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const schedule = await scheduleOf(tx, pageId, scheduleId);
    if (schedule.overrides.length >= MAX_OVERRIDES)
      throw invalid([{ path: "override", message: `a schedule has at most ${MAX_OVERRIDES} overrides` }]);
    const { user_id: userId, started_at: startedAt, ended_at: endedAt } = input;
    if ((await readMembers(tx, pageId, [userId])).length === 0)
      throw invalid([{ path: "override.user_id", message: "no such person on this page" }]);
    const result = await insertOverride(tx, scheduleId, { userId, startedAt, endedAt }, now);
    const about = { objectKind: "on_call_schedule", objectId: scheduleId };
    const after = { override_id: result.id, user_id: userId };
    return { result, audit: { action: "on_call_schedule.override", ...about, after }, event: null };
  });

/** Takes an override back. @throws Failure not_found */
export const removeOverride = (
  scope: Scope<"slos:write">,
  scheduleId: string,
  overrideId: string,
): Promise<void> =>
  change(scope, async (tx) => {
    await lockDefinitions(tx, scope.pageId);
    await scheduleOf(tx, scope.pageId, scheduleId);
    if (!(await deleteOverride(tx, scheduleId, overrideId))) throw notFound("override");
    const about = { objectKind: "on_call_schedule", objectId: scheduleId };
    const before = { override_id: overrideId };
    return {
      result: undefined,
      audit: { action: "on_call_schedule.override_end", ...about, before },
      event: null,
    };
  });
