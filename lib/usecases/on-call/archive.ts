import { readPolicies } from "#lib/data/escalation/policies.ts";
import { archiveScheduleRow } from "#lib/data/escalation/schedules.ts";
import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { change } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import { scheduleOf } from "./define.ts";

/** Takes a schedule out of use. @throws Failure not_found; conflict while policies page by it */
export const archiveSchedule = (scope: Scope<"slos:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const { name } = await scheduleOf(tx, pageId, id);
    const policies = (await readPolicies(pageId, tx)).filter(({ levels }) =>
      levels.some(({ pages }) =>
        pages.some((target) => target.kind === "schedule" && target.scheduleId === id),
      ),
    );
    if (policies.length > 0)
      throw new Failure(
        "conflict",
        `Policies page by this schedule: ${policies.map((policy) => policy.name).join(", ")}. Change them first`,
      );
    await archiveScheduleRow(tx, id, now);
    const about = { objectKind: "on_call_schedule", objectId: id };
    return {
      result: undefined,
      audit: { action: "on_call_schedule.archive", ...about, before: { name } },
      event: null,
    };
  });
