import { insertNotice } from "#lib/data/maintenance/notices.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Incident, IncidentUpdate } from "#lib/domain/incidents/incident.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import {
  eventOfStep,
  type MaintenanceWindow,
  plannedStates,
  withoutClaims,
} from "#lib/domain/maintenance/steps.ts";
import { automaticText, type Occasion } from "#lib/domain/maintenance/texts.ts";
import type { WindowTimes } from "#lib/domain/maintenance/window.ts";
import type { SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { addUpdate, type Saying } from "../../incidents/say.ts";
import { readScopedPage } from "../../pages/read.ts";

export type MaintenanceStatus = SnapshotMaintenance["status"];

/** What somebody says with a step; a text that is left out becomes a fixed sentence. */
export type Words = {
  body?: string | undefined;
  translations?: Saying["translations"] | undefined;
  deliverNotifications?: boolean | undefined;
  components?: Readonly<Record<string, WireState>> | undefined;
  /** When it came true, if not now. */
  displayAt?: number | undefined;
};

export type Stepped = { incident: Incident; update: IncidentUpdate; kind: string };
export type MoreFields = Parameters<typeof addUpdate>[5];

/** The author's text, or what the product says on that occasion. */
export async function wordsFor(
  tx: Tx,
  scope: Scope,
  occasion: Occasion,
  times: WindowTimes,
  words: Pick<Words, "body" | "translations">,
): Promise<Pick<Saying, "body" | "translations">> {
  if (words.body) return { body: words.body, translations: words.translations ?? {} };
  return automaticText(occasion, times, await readScopedPage(scope, tx));
}

/** A window that is told about its own end cannot begin any more: it must be moved first. */
function requireNotOver({ maintenance }: MaintenanceWindow, now: number): void {
  if (now < maintenance.scheduledUntil) return;
  const until = new Date(maintenance.scheduledUntil).toISOString();
  throw new Failure("conflict", `The window ended at ${until}: reschedule or cancel it`);
}

/** Beginning before the announced time moves the start: readers are told of the new times from now on. */
async function beginEarly(tx: Tx, window: MaintenanceWindow, now: number): Promise<Partial<WindowTimes>> {
  const { scheduledFor, scheduledUntil } = window.maintenance;
  if (now >= scheduledFor) return {};
  await insertNotice(tx, window, { scheduledFor: now, scheduledUntil }, now);
  return { scheduledFor: now };
}

async function begin(
  tx: Tx,
  scope: Scope,
  window: MaintenanceWindow,
  saying: Saying,
  now: number,
  fields: MoreFields,
) {
  requireNotOver(window, now);
  const times = await beginEarly(tx, window, now);
  const startedAt = saying.displayAt ?? now;
  const components = { ...plannedStates(window), ...saying.components };
  return await addUpdate(
    tx,
    scope,
    withoutClaims(window),
    { ...saying, components },
    now,
    { startedAt, ...fields },
    { window: times },
  );
}

const OCCASIONS: Record<MaintenanceStatus, Occasion | null> = {
  scheduled: null,
  in_progress: "started",
  verifying: "verifying",
  completed: "completed",
};

/**
 * Brings a published window to a status, or says a word about the one it has, within a change. The caller holds its lock.
 * @throws Failure conflict (naming what is allowed), invalid
 */
export async function stepInside(
  tx: Tx,
  scope: Scope,
  window: MaintenanceWindow,
  to: MaintenanceStatus,
  words: Words,
  now: number,
  fields: MoreFields = {},
): Promise<Stepped> {
  requirePhase(window, "be updated", ["published"]);
  const kind = eventOfStep(window, to);
  const isStep = to !== window.status;
  const occasion = isStep ? OCCASIONS[to] : null;
  const text = occasion
    ? await wordsFor(tx, scope, occasion, window.maintenance, words)
    : { body: words.body ?? "", translations: words.translations ?? {} };
  const saying: Saying = {
    ...text,
    status: to,
    deliverNotifications: words.deliverNotifications ?? true,
    components: words.components,
    displayAt: words.displayAt,
  };
  const said =
    kind === "maintenance.started"
      ? await begin(tx, scope, window, saying, now, fields)
      : await addUpdate(tx, scope, window, saying, now, fields);
  return { ...said, kind };
}
