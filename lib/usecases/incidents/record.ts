import { createHash } from "node:crypto";
import type { Scope } from "#lib/data/scope.ts";
import type { Audit, Event } from "#lib/data/tx.ts";
import type { Incident, IncidentUpdate, Origin } from "#lib/domain/incidents/incident.ts";
import { canonical } from "#lib/domain/input/difference.ts";

/** A text in the audit log: enough to prove that it is unchanged, without keeping what had to be taken back. */
export const textHash = (noun: { body: string; translations: unknown }): string =>
  createHash("sha256")
    .update(canonical([noun.body, noun.translations]))
    .digest("hex");

/** What the audit log keeps of an update. */
export const auditableUpdate = (update: IncidentUpdate) => ({
  update_id: update.id,
  status: update.status,
  text_sha256: textHash(update),
  display_at: new Date(update.displayAt).toISOString(),
  deliver_notifications: update.deliverNotifications,
  components: (update.components ?? []).map(({ componentId, oldState, newState }) => ({
    component_id: componentId,
    old_state: oldState,
    new_state: newState,
  })),
});

type Record = { action: string; before?: Audit["before"]; after?: Audit["after"] };

/** An audit record about an incident. */
export const about = (incident: Pick<Incident, "id">, record: Record): Audit => ({
  ...record,
  objectKind: "incident",
  objectId: incident.id,
});

/** What subscribers may have to hear of. Nobody hears of a draft. */
export function eventOf(
  incident: Pick<Incident, "id" | "publishedAt">,
  kind: string,
  update: Pick<IncidentUpdate, "id" | "deliverNotifications"> | null,
): Event | null {
  if (incident.publishedAt === null) return null;
  return {
    kind,
    payload: {
      incident_id: incident.id,
      update_id: update?.id ?? null,
      deliver_notifications: update?.deliverNotifications ?? false,
    },
  };
}

/** Whether the product acts by itself, not a person or a client. */
export const isAutomaticActor = (scope: Scope): boolean => scope.actor.kind === "system";

/** What a person's or a client's touch does: automation only proposes from then on. */
export const attention = (scope: Scope): { isAttended?: true; autoPublishAt?: null } =>
  isAutomaticActor(scope) ? {} : { isAttended: true, autoPublishAt: null };

/** Who opens it, unless automation says more. */
export const originOf = (scope: Scope): Origin => (scope.actor.kind === "token" ? "api" : "person");
