import { countFiringOf, type DueAlert, readDueAlerts, settleAlert } from "#lib/data/alerts/alerts.ts";
import {
  oneAtATime,
  openIncidentIdsOn,
  readPageWords,
  readWhole,
  recentSourceIncidentIds,
} from "#lib/data/alerts/automatic.ts";
import { readAlertSource } from "#lib/data/alerts/sources.ts";
import { lockIncident } from "#lib/data/incidents/incidents.ts";
import { change, type Event, type Tx } from "#lib/data/tx.ts";
import { continues, isAutomatic, isGoingOn, JOIN_WITHIN_MS } from "#lib/domain/alerts/automatic.ts";
import { type Suggestion, suggest } from "#lib/domain/alerts/rules.ts";
import type { AlertSource } from "#lib/domain/alerts/source.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { automationScope, Overtaken, unlessOvertaken } from "../automatic-incidents/acting.ts";
import { reopenInside } from "../automatic-incidents/again.ts";
import { endInside, NOTHING, type Written, withdrawProposal } from "../automatic-incidents/end.ts";
import { openAutomatic, publishAtOf } from "../automatic-incidents/open.ts";

const BATCH = 200;

/**
 * Makes drafts of alerts that still fire after their damping, and ends what is over. Any number of workers may: each
 * alert is settled by the first. Returns how many were settled.
 */
export async function settleAlerts(now: number): Promise<{ settled: number; isDone: boolean }> {
  const due = await readDueAlerts(now, BATCH);
  let settled = 0;
  for (const alert of due) {
    const work = () => (alert.status === "firing" ? fires(alert, now) : isOver(alert, now));
    if (await unlessOvertaken(work)) settled += 1;
  }
  return { settled, isDone: due.length < BATCH };
}

/** One act: the alert is settled first, then whatever it means is written in the same change. */
async function act(
  alert: DueAlert,
  incidentId: string | null | undefined,
  work: (tx: Tx) => Promise<Written> = async () => NOTHING,
): Promise<void> {
  await change(automationScope(alert.pageId), async (tx) => {
    if (incidentId) await oneAtATime(tx, `automatic incident ${incidentId}`);
    if (!(await settleAlert(tx, alert, incidentId))) throw new Overtaken();
    return { result: undefined, ...(await work(tx)) };
  });
}

async function isOver(alert: DueAlert, now: number): Promise<void> {
  const { pageId, incidentId } = alert;
  await act(alert, incidentId, async (tx) => {
    if (incidentId === null || (await countFiringOf(tx, incidentId)) > 0) return NOTHING;
    const incident = await lockIncident(tx, pageId, incidentId);
    // What a monitor says ends with what it says.
    if (!incident || incident.origin === "monitor") return NOTHING;
    const { languages } = await readPageWords(pageId, [], tx);
    return await endInside({ tx, scope: automationScope(pageId), now }, incident, languages);
  });
}

async function fires(alert: DueAlert, now: number): Promise<void> {
  const source = await readAlertSource(alert.pageId, alert.sourceId);
  if (!source?.enabled) return await act(alert, undefined);
  const suggestions = await known(alert, suggest(source.rules, alert));
  if (suggestions.length === 0 && source.settings.unmatched === "ignore") return await act(alert, undefined);
  const [before] = alert.incidentId ? await readWhole(alert.pageId, [alert.incidentId]) : [];
  if (before && isGoingOn(before)) return await goesOn(alert, before, now);
  if (before && continues(before, alert.firingSince))
    return await again(alert, source, before, suggestions, now);
  const open = await openOn(alert, suggestions);
  if (open) return await belongsTo(alert, open);
  const shared = await sharedDraft(alert, suggestions, now);
  if (shared) return await act(alert, shared.id);
  await draft(alert, source, suggestions, now);
}

/** Suggested components that were not archived since the rule was written. */
async function known({ pageId }: DueAlert, suggestions: Suggestion[]): Promise<Suggestion[]> {
  const ids = suggestions.map(({ componentId }) => componentId);
  const { components } = await readPageWords(pageId, ids);
  return suggestions.filter(({ componentId }) => components.some(({ id }) => id === componentId));
}

async function goesOn(alert: DueAlert, incident: Incident, now: number): Promise<void> {
  await act(alert, incident.id, async (tx) => {
    const locked = await lockIncident(tx, alert.pageId, incident.id);
    if (!locked || !isGoingOn(locked)) throw new Overtaken();
    return await withdrawProposal({ tx, scope: automationScope(alert.pageId), now }, locked);
  });
}

async function again(
  alert: DueAlert,
  source: AlertSource,
  incident: Incident,
  suggestions: Suggestion[],
  now: number,
): Promise<void> {
  await act(alert, incident.id, async (tx) => {
    const locked = await lockIncident(tx, alert.pageId, incident.id);
    if (!locked || !continues(locked, alert.firingSince)) throw new Overtaken();
    const acting = { tx, scope: automationScope(alert.pageId), now };
    const mode = { kind: "draft", publishAfterMinutes: source.autoPublishAfterMinutes } as const;
    return await reopenInside(acting, locked, suggestions, publishAtOf(mode, now));
  });
}

/** An open incident, or a draft, of people or of a monitor on one of the components. */
async function openOn({ pageId }: DueAlert, suggestions: Suggestion[]): Promise<Incident | null> {
  if (suggestions.length === 0) return null;
  const ids = await openIncidentIdsOn(
    pageId,
    suggestions.map(({ componentId }) => componentId),
  );
  const open = await readWhole(pageId, ids);
  return open.find(({ origin }) => origin !== "alert") ?? null;
}

/** It says already what the alert would: the alert is shown with it, and its owner hears of it. */
async function belongsTo(alert: DueAlert, incident: Incident): Promise<void> {
  const event: Event | null = isAutomatic(incident)
    ? null
    : { kind: "incident.suggested", payload: { incident_id: incident.id, alert_id: alert.id } };
  await act(alert, incident.id, async () => ({ audit: null, event }));
}

/** An open incident that alerts of the same source made a short time ago, about the same components or more. */
async function sharedDraft(
  { pageId, sourceId }: DueAlert,
  suggestions: Suggestion[],
  now: number,
  { tx, exceptId }: { tx?: Tx; exceptId?: string } = {},
): Promise<Incident | null> {
  const ids = await recentSourceIncidentIds(pageId, sourceId, now - JOIN_WITHIN_MS, tx);
  const wanted = suggestions.map(({ componentId }) => componentId);
  const open = await readWhole(
    pageId,
    ids.filter((id) => id !== exceptId),
    tx,
  );
  return (
    open.find(({ components }) => {
      const has = new Set(components.map(({ componentId }) => componentId));
      return wanted.length === 0 ? has.size === 0 : wanted.every((id) => has.has(id));
    }) ?? null
  );
}

async function draft(
  alert: DueAlert,
  source: AlertSource,
  suggestions: Suggestion[],
  now: number,
): Promise<void> {
  const mode = { kind: "draft", publishAfterMinutes: source.autoPublishAfterMinutes } as const;
  const { id: originId, firingSince: startedAt, title } = alert;
  const cause = { origin: "alert", originId, startedAt, title } as const;
  await openAutomatic(alert.pageId, suggestions, mode, cause, now, async (tx, incident) => {
    // One after the other for a source: who comes second sees the draft of the first, and joins it.
    await oneAtATime(tx, `alerts of ${source.id}`);
    if (await sharedDraft(alert, suggestions, now, { tx, exceptId: incident.id })) return false;
    return await settleAlert(tx, alert, incident.id);
  });
}
