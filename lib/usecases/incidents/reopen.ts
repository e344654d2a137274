import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { Reopening } from "#lib/domain/incidents/input.ts";
import { FIRST, illegalTransition, isEnd, requirePhase } from "#lib/domain/incidents/transitions.ts";
import { lockedIncident } from "./locked.ts";
import { postInside } from "./post.ts";
import { about, auditableUpdate, eventOf } from "./record.ts";

/**
 * What was called resolved goes on. Without a word about components, the states that the resolve dropped stand again.
 * @throws Failure not_found, conflict (not over, its post-mortem is published, revision), invalid
 */
export const reopenIncident = (
  scope: Scope<"incidents:write">,
  id: string,
  input: Reopening,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    requirePhase(before, "be reopened", ["published"]);
    const status = input.status ?? FIRST[before.kind][0]!;
    if (!isEnd(before.status) || isEnd(status) || before.isBackfilled)
      throw illegalTransition(before.isBackfilled ? "a backfilled incident" : before.status, "reopened", []);
    const { incident, update } = await postInside(tx, scope, before, { ...input, status }, now);
    return {
      result: incident,
      audit: about(incident, {
        action: "incident.reopen",
        before: { status: before.status },
        after: auditableUpdate(update),
      }),
      event: eventOf(incident, "incident.reopened", update),
    };
  });
