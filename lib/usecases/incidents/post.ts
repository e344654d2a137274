import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import { requirePast, requirePromise } from "#lib/domain/incidents/beginning.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { type NewUpdate, wireMs } from "#lib/domain/incidents/input.ts";
import {
  isEnd,
  phaseOf,
  requireFirst,
  requireFollowing,
  requirePhase,
} from "#lib/domain/incidents/transitions.ts";
import { given } from "#lib/domain/input/given.ts";
import { isWindow } from "#lib/domain/maintenance/steps.ts";
import { postToWindow } from "../maintenance/inside/post.ts";
import { lockedIncident, requireComponents } from "./locked.ts";
import { about, auditableUpdate, eventOf } from "./record.ts";
import { addUpdate, reviseDraft } from "./say.ts";

/** What an update does to its incident, as the outbox names it. */
function eventKind(before: Incident, after: Incident): string {
  if (isEnd(before.status) && !isEnd(after.status)) return "incident.reopened";
  if (!isEnd(before.status) && isEnd(after.status)) return "incident.resolved";
  return "incident.updated";
}

function displayAtOf(incident: Incident, input: NewUpdate, now: number): number | undefined {
  const at = wireMs(input.display_at);
  const path = "incident_update.display_at";
  if (at === undefined) return incident.isBackfilled ? (incident.resolvedAt ?? now) : undefined;
  if (!incident.isBackfilled) throw invalid([{ path, message: "of a backfilled incident only" }]);
  requirePast(at, path, now);
  return at;
}

async function requireSayable(tx: Tx, incident: Incident, input: NewUpdate, now: number): Promise<void> {
  const named = Object.keys(input.components ?? {});
  if (incident.kind === "announcement" && named.length > 0)
    throw invalid([
      { path: "incident_update.components", message: "an announcement concerns no components" },
    ]);
  const has = incident.components;
  await requireComponents(tx, incident.pageId, named, { path: "incident_update.components", has });
  requirePromise(wireMs(input.next_update_at), "incident_update.next_update_at", now);
}

/** An update that readers would see nothing of is a slip. */
function requireSomething(incident: Incident, { status, body, components, next_update_at }: NewUpdate): void {
  const isSame = status === undefined || status === incident.status;
  if (phaseOf(incident) === "draft" || body || components || next_update_at || !isSame) return;
  throw invalid([
    { path: "incident_update.body", message: "needed: readers see nothing else of this update" },
  ]);
}

/** The same within a change: `incident` is locked. */
export async function postInside(
  tx: Tx,
  scope: Scope<"incidents:write">,
  incident: Incident,
  input: NewUpdate,
  now: number,
  fields: Parameters<typeof addUpdate>[5] = {},
) {
  requirePhase(incident, "be updated", ["draft", "published"]);
  await requireSayable(tx, incident, input, now);
  if (isWindow(incident)) {
    const displayAt = incident.isBackfilled ? displayAtOf(incident, input, now) : undefined;
    const more = { ...fields, ...given({ nextUpdateAt: wireMs(input.next_update_at) }) };
    return await postToWindow(tx, scope, incident, { ...input, displayAt }, now, more);
  }
  const status = input.status ?? (incident.isBackfilled ? "resolved" : incident.status);
  const promise = given({ nextUpdateAt: wireMs(input.next_update_at) });
  const text = { translations: input.translations ?? input.update_translations };
  if (phaseOf(incident) === "draft") {
    if (!incident.isBackfilled) requireFirst(incident.kind, status);
    const { body, components, deliver_notifications: deliverNotifications } = input;
    const revised = given({ status, body, components, deliverNotifications, ...text });
    const said = await reviseDraft(tx, scope, incident, revised, now, { ...fields, ...promise });
    return { ...said, kind: "incident.updated" };
  }
  if (!incident.isBackfilled) requireFollowing(incident, status);
  const saying = {
    status,
    body: input.body ?? "",
    translations: text.translations ?? {},
    components: input.components,
    deliverNotifications: incident.isBackfilled ? false : (input.deliver_notifications ?? true),
    displayAt: displayAtOf(incident, input, now),
  };
  requireSomething(incident, input);
  const said = await addUpdate(tx, scope, incident, saying, now, { ...fields, ...promise });
  return { ...said, kind: eventKind(incident, said.incident) };
}

/**
 * Tells what is new: text, status and states of components. Resolving drops every claim; an open status after the end
 * reopens. In a draft it changes the text that will be published.
 * @throws Failure not_found, conflict (status, revision), invalid
 */
export const postUpdate = (
  scope: Scope<"incidents:write">,
  id: string,
  input: NewUpdate,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    const { incident, update, kind } = await postInside(tx, scope, before, input, now);
    return {
      result: incident,
      audit: about(incident, {
        action: kind.replace("incident.updated", "incident.update"),
        before: { status: before.status },
        after: auditableUpdate(update),
      }),
      event: eventOf(incident, kind, update),
    };
  });
