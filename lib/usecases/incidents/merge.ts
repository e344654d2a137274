import { moveAlerts } from "#lib/data/incidents/alerts.ts";
import { saveIncident } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, invalid } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { Merging, NewUpdate } from "#lib/domain/incidents/input.ts";
import { joinedBody, joinedStates, newStates } from "#lib/domain/incidents/merge.ts";
import { isEnd, phaseOf, requirePhase } from "#lib/domain/incidents/transitions.ts";
import { given } from "#lib/domain/input/given.ts";
import { lockedIncident } from "./locked.ts";
import { postInside } from "./post.ts";
import { about, attention, auditableUpdate, eventOf } from "./record.ts";

/** Both, locked in one order whoever is merged into whom. */
async function lockBoth(tx: Tx, scope: Scope, id: string, { into, revision }: Merging) {
  const locked = new Map<string, Incident>();
  for (const each of [id, into].sort())
    locked.set(each, await lockedIncident(tx, scope, each, each === id ? revision : undefined));
  return { draft: locked.get(id)!, survivor: locked.get(into)! };
}

function requireMergeable(draft: Incident, survivor: Incident): void {
  requirePhase(draft, "be merged", ["draft"]);
  requirePhase(survivor, "take a draft in", ["draft", "published"]);
  if (survivor.kind !== "incident" || draft.kind !== "incident")
    throw new Failure("conflict", "Only incidents can be merged with each other");
  if (isEnd(survivor.status))
    throw new Failure("conflict", `The other incident is ${survivor.status}; allowed now: reopen it first`);
}

/** What the survivor takes over: all of a draft into a draft; into a published one what its readers do not know yet. */
function takenOver(draft: Incident, survivor: Incident, input: Merging): NewUpdate | null {
  const words = draft.updates.at(-1)!;
  const deliver_notifications = input.deliver_notifications ?? false;
  if (phaseOf(survivor) === "draft") {
    const body = input.body ?? joinedBody(survivor.updates.at(-1)!.body, words.body);
    return { body, components: joinedStates(draft, survivor) };
  }
  const components = newStates(draft, survivor);
  if (Object.keys(components).length === 0 && input.body === undefined) return null;
  return given({ body: input.body ?? words.body, components, deliver_notifications }) as NewUpdate;
}

/**
 * Makes a draft part of another incident: its components and its text go over, its alerts point to the survivor, and the
 * draft itself remains only as a record. Into a published incident the text goes as an update, told now, if the draft
 * names components that the incident did not, or the author gives a text.
 * @throws Failure not_found, conflict (no draft, the other is over or taken back, revision), invalid (into itself)
 */
export const mergeIncident = (
  scope: Scope<"incidents:write">,
  id: string,
  input: Merging,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    if (input.into === id) throw invalid([{ path: "into", message: "must be another incident" }]);
    const { draft, survivor } = await lockBoth(tx, scope, id, input);
    requireMergeable(draft, survivor);
    const words = takenOver(draft, survivor, input);
    const startedAt = Math.min(survivor.startedAt, draft.startedAt);
    const fields = phaseOf(survivor) === "draft" ? { startedAt } : {};
    const posted = words && (await postInside(tx, scope, survivor, words, now, fields));
    const merged = { mergedIntoId: survivor.id, autoPublishAt: null, resolveProposedAt: null };
    await saveIncident(tx, draft, { ...merged, ...attention(scope) }, now);
    await moveAlerts(tx, draft.id, survivor.id);
    const incident = posted?.incident ?? survivor;
    const after = { merged_id: draft.id, ...(posted && auditableUpdate(posted.update)) };
    return {
      result: incident,
      audit: [
        about(draft, { action: "incident.merge", after: { into: survivor.id } }),
        about(survivor, { action: "incident.take_in", after }),
      ],
      event: eventOf(incident, "incident.merged", posted?.update ?? null),
    };
  });
