import { settleClaims } from "#lib/data/incidents/claims.ts";
import { saveIncident } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { Unpublication } from "#lib/domain/incidents/input.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import { lockedIncident } from "./locked.ts";
import { about, attention, eventOf } from "./record.ts";

/**
 * Takes a mistake back: it leaves every public document, its claims go and the days are counted again. The record of it
 * stays in the admin and in the audit log. What was sent cannot be unsent.
 * @throws Failure not_found, conflict (not published, revision)
 */
export const unpublishIncident = (
  scope: Scope<"incidents:write">,
  id: string,
  input: Unpublication,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    requirePhase(before, "be unpublished", ["published"]);
    const taken = { unpublishedAt: now, unpublishReason: input.reason, nextUpdateAt: null };
    const fields = { ...taken, resolveProposedAt: null, ...attention(scope) };
    const incident = await saveIncident(tx, before, fields, now);
    await settleClaims(tx, incident);
    return {
      result: incident,
      audit: about(incident, {
        action: "incident.unpublish",
        before: { status: before.status },
        after: { reason: input.reason },
      }),
      event: eventOf(incident, "incident.unpublished", null),
    };
  });
