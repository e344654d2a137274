import { settleClaims } from "#lib/data/incidents/claims.ts";
import { saveComponents } from "#lib/data/incidents/components.ts";
import { insertIncident, readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { insertUpdate } from "#lib/data/incidents/updates.ts";
import { authorize } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { changesOf } from "#lib/domain/incidents/claims.ts";
import type { MaintenanceStatus } from "#lib/domain/snapshot.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import type { Story, Text, ToldWindow } from "./stories.ts";

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
const NOTICE_MS = 7 * DAY_MS;
/** Still more than the 72 hours that the rule asks for. */
const LATE_NOTICE_MS = 4 * DAY_MS;
const BEGUN = ["점검을 시작했습니다.", "The maintenance has begun."] as const;
const DEMO = { kind: "system", id: "demo", pageId: null } as const;
const AUTHOR = { isAutomatic: false, actorKind: "system", actorId: "demo" } as const;

/** Component ids of the page by the demo's keys. */
export type IdOf = ReadonlyMap<string, string>;

const named = (states: Record<string, WireState>, idOf: IdOf): Record<string, WireState> =>
  Object.fromEntries(Object.entries(states).map(([key, state]) => [idOf.get(key)!, state]));

/** Tells the demo's incidents and maintenance windows as if people had done so at the time; nobody is notified. */
export async function tellStories(
  pageId: string,
  { stories, windows, idOf }: { stories: readonly Story[]; windows: readonly ToldWindow[]; idOf: IdOf },
): Promise<void> {
  await change(authorize(DEMO, "incidents:write", pageId), async (tx) => {
    for (const story of stories) await tellIncident(tx, pageId, story, idOf);
    for (const window of windows) await tellWindow(tx, pageId, window, idOf);
    const after = { incidents: stories.length, maintenances: windows.length };
    return {
      result: undefined,
      audit: { action: "demo.tell", objectKind: "page", objectId: pageId, after },
      event: null,
    };
  });
}

async function tellIncident(tx: Tx, pageId: string, story: Story, idOf: IdOf): Promise<void> {
  const { name, startedAt, updates, postmortem, promiseMinutes } = story;
  const [first, last] = [updates[0]!, updates.at(-1)!];
  const resolvedAt = last.status === "resolved" ? last.at : null;
  const fields = {
    name: name[0],
    translations: { en: { name: name[1] } },
    status: last.status,
    publishedAt: first.at,
    startedAt,
    monitoringAt: updates.find(({ status }) => status === "monitoring")?.at ?? null,
    resolvedAt,
    nextUpdateAt: promiseMinutes ? last.at + promiseMinutes * MINUTE : null,
  };
  const id = await insertIncident(tx, pageId, fields, first.at);
  const states = new Map<string, WireState>();
  for (const update of updates) {
    const present = [...states].map(([componentId, state]) => ({ componentId, state }));
    const said = update.states && named(update.states, idOf);
    const components = changesOf({ components: present }, said, update.status === "resolved");
    for (const { componentId, newState } of components ?? []) states.set(componentId, newState);
    const [body, en] = update.text;
    const row = { status: update.status, body, translations: { en: { body: en } }, displayAt: update.at };
    await insertUpdate(
      tx,
      { id, pageId },
      { ...row, ...AUTHOR, deliverNotifications: true, components },
      update.at,
    );
  }
  await saveComponents(
    tx,
    id,
    [...states].map(([componentId, state]) => ({ componentId, state })),
  );
  if (postmortem && resolvedAt) await tellPostmortem(tx, { id, pageId }, postmortem, resolvedAt + 2 * DAY_MS);
  await settleClaims(tx, (await readIncidentRow(pageId, id, tx))!);
}

async function tellPostmortem(
  tx: Tx,
  incident: { id: string; pageId: string },
  [body, en]: Text,
  at: number,
): Promise<void> {
  const translations = { en: { body: en } };
  const when = new Date(at);
  await tx.postmortem.create({
    data: { incidentId: incident.id, body, translations, bodyAt: when, publishedAt: when },
  });
  await tx.incident.update({ where: { id: incident.id }, data: { status: "postmortem", updatedAt: when } });
  const row = { status: "postmortem", body, translations, displayAt: at, components: null } as const;
  await insertUpdate(tx, incident, { ...row, ...AUTHOR, deliverNotifications: true }, at);
}

async function tellWindow(tx: Tx, pageId: string, window: ToldWindow, idOf: IdOf): Promise<void> {
  const { startedAt, endedAt, scheduled, completed } = window;
  const noticeAt = startedAt - (completed ? NOTICE_MS : LATE_NOTICE_MS);
  const id = await insertWindow(tx, pageId, window, noticeAt);
  const ids = window.components.map((key) => idOf.get(key)!);
  const say = async (
    status: MaintenanceStatus,
    at: number,
    [body, en]: Text,
    [from, to]: WireState[] = [],
  ) => {
    const components =
      from && to ? ids.map((componentId) => ({ componentId, oldState: from, newState: to })) : null;
    const row = { status, body, translations: { en: { body: en } }, displayAt: at, components };
    await insertUpdate(tx, { id, pageId }, { ...row, ...AUTHOR, deliverNotifications: true }, at);
  };
  await say("scheduled", noticeAt, scheduled);
  if (completed) {
    await say("in_progress", startedAt, BEGUN, ["operational", "under_maintenance"]);
    await say("completed", endedAt, completed, ["under_maintenance", "operational"]);
  }
  const state = completed ? ("operational" as const) : ("under_maintenance" as const);
  await saveComponents(
    tx,
    id,
    ids.map((componentId) => ({ componentId, state })),
  );
  await settleClaims(tx, (await readIncidentRow(pageId, id, tx))!);
}

/** The window itself and the notice of its times; returns its id. */
async function insertWindow(
  tx: Tx,
  pageId: string,
  { startedAt, endedAt, name, completed }: ToldWindow,
  noticeAt: number,
): Promise<string> {
  const fields = {
    kind: "maintenance" as const,
    name: name[0],
    translations: { en: { name: name[1] } },
    status: completed ? ("completed" as const) : ("scheduled" as const),
    publishedAt: noticeAt,
    startedAt,
    resolvedAt: completed ? endedAt : null,
  };
  const id = await insertIncident(tx, pageId, fields, noticeAt, {
    ...{ scheduledFor: startedAt, scheduledUntil: endedAt, remindMinutes: [60] },
    ...{ startsItself: true, endsItself: true, notifiesAtStart: true, notifiesAtEnd: true },
    ...{ seriesId: null, occurrenceAt: null, cancelledAt: null },
  });
  const times = { scheduledFor: new Date(startedAt), scheduledUntil: new Date(endedAt) };
  await tx.maintenanceNotice.create({
    data: { incidentId: id, version: 1, ...times, noticeAt: new Date(noticeAt) },
  });
  return id;
}
