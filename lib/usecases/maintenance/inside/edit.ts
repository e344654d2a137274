import { saveIncident } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { IncidentPatch, NewUpdate } from "#lib/domain/incidents/input.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { type Move, settingsPatch } from "#lib/domain/maintenance/changes.ts";
import { isWindow, type MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import { moveInside, tellMove } from "./move.ts";
import { auditableTimes } from "./record.ts";
import type { MoreFields, Stepped } from "./step.ts";

const SETTINGS = ["startsItself", "endsItself", "notifiesAtStart", "notifiesAtEnd", "remindMinutes"] as const;

export type WindowEdit = {
  /** The window as it is now within the change. */
  window: MaintenanceWindow;
  /** How its times have moved; null: they have not. */
  move: Move | null;
  audit: { before: object; after: object };
};

/** What a patch changes of a window's times and of how it behaves; null: nothing. @throws Failure invalid, conflict */
export async function editWindow(
  tx: Tx,
  incident: Incident,
  patch: IncidentPatch,
  now: number,
): Promise<WindowEdit | null> {
  if (!isWindow(incident)) {
    if (patch.scheduled_for == null && patch.scheduled_until == null) return null;
    throw invalid([
      {
        path: "incident.scheduled_for",
        message: `of a maintenance window only: this is an ${incident.kind}`,
      },
    ]);
  }
  const settings = settingsPatch(patch);
  const { maintenance } = incident;
  const set = difference(maintenance, { ...maintenance, ...settings }, SETTINGS);
  if (set) await saveIncident(tx, incident, {}, now, { isPrivate: true, window: settings });
  const moved = await moveInside(tx, incident, patch, now);
  if (!set && !moved) return null;
  const window = moved?.window ?? { ...incident, maintenance: { ...maintenance, ...settings } };
  return {
    window,
    move: moved?.move ?? null,
    audit: {
      before: { ...set?.before, ...(moved && auditableTimes(maintenance)) },
      after: { ...set?.after, ...(moved && auditableTimes(window.maintenance)) },
    },
  };
}

/** Tells readers of new times with what else the patch says; null: a step to another status tells it, or nobody may know. */
export async function tellEdit(
  tx: Tx,
  scope: Scope,
  edit: WindowEdit | null,
  said: NewUpdate | null,
  now: number,
  fields: MoreFields,
): Promise<Stepped | null> {
  if (!edit?.move || edit.move === "draft") return null;
  if (said?.status && said.status !== edit.window.status) return null;
  const { window, move } = edit;
  const words = {
    body: said?.body,
    translations: said?.update_translations,
    deliverNotifications: said?.deliver_notifications,
    components: said?.components,
  };
  return await tellMove(tx, scope, { window, move }, words, now, fields);
}
