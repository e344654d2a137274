import {
  oneAtATime,
  openIncidentIdsOn,
  readPageWords,
  readWhole,
  recentAutomaticIds,
} from "#lib/data/alerts/automatic.ts";
import {
  claimWatch,
  countStillFailing,
  readFailingMonitors,
  readUnsettled,
  type Unsettled,
  type WatchOutcome,
} from "#lib/data/alerts/watches.ts";
import { lockIncident } from "#lib/data/incidents/incidents.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { continues, GROUP_WITHIN_MS, isGoingOn, type Mode, modeOf } from "#lib/domain/alerts/automatic.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { automationScope, Overtaken, unlessOvertaken } from "./acting.ts";
import { joinInside, reopenInside } from "./again.ts";
import { endInside, NOTHING, type Written, withdrawProposal } from "./end.ts";
import { openAutomatic, publishAtOf } from "./open.ts";

/** Components that are looked at in one round. */
const BATCH = 100;

/**
 * Opens, widens, reopens and ends automatic incidents as the monitors of components say, once per settled change. Any
 * number of workers may: each act is committed only by the first. Returns how many components were acted upon.
 */
export async function watchComponents(now: number): Promise<{ acted: number; isDone: boolean }> {
  const unsettled = await readUnsettled(now, BATCH);
  let acted = 0;
  for (const seen of unsettled)
    if (
      await unlessOvertaken(() => (seen.state === "operational" ? recovered(seen, now) : failed(seen, now)))
    )
      acted += 1;
  return { acted, isDone: unsettled.length < BATCH };
}

const suggestionOf = ({ componentId, state }: Unsettled) => [{ componentId, state: state as WireState }];

/** One act: the watch is claimed first, then whatever it means is written in the same change. */
async function act(
  seen: Unsettled,
  done: { outcome: WatchOutcome; incidentId: string | null },
  now: number,
  work: (tx: Tx) => Promise<Written> = async () => NOTHING,
): Promise<void> {
  await change(automationScope(seen.pageId), async (tx) => {
    if (!(await claimWatch(tx, seen, done, now))) throw new Overtaken();
    return { result: undefined, ...(await work(tx)) };
  });
}

/** The incident of the last failure, or what it was made part of. */
async function incidentOf({ pageId, watch }: Unsettled): Promise<Incident | null> {
  if (!watch?.incidentId) return null;
  const [incident] = await readWhole(pageId, [watch.incidentId]);
  if (!incident?.mergedIntoId) return incident ?? null;
  return (await readWhole(pageId, [incident.mergedIntoId]))[0] ?? null;
}

const HAS_INCIDENT: readonly WatchOutcome[] = ["opened", "joined", "reopened"];

async function recovered(seen: Unsettled, now: number): Promise<void> {
  const incident = HAS_INCIDENT.includes(seen.watch!.outcome) ? await incidentOf(seen) : null;
  const incidentId = incident?.id ?? null;
  await act(seen, { outcome: "recovered", incidentId }, now, async (tx) => {
    if (!incident) return NOTHING;
    await oneAtATime(tx, `automatic incident ${incident.id}`);
    if ((await countStillFailing(tx, incident.id, seen.componentId)) > 0) return NOTHING;
    const locked = await lockIncident(tx, seen.pageId, incident.id);
    if (!locked) return NOTHING;
    const { languages } = await readPageWords(seen.pageId, [], tx);
    return await endInside({ tx, scope: automationScope(seen.pageId), now }, locked, languages);
  });
}

async function failed(seen: Unsettled, now: number): Promise<void> {
  if (seen.isInMaintenance) return await act(seen, { outcome: "maintenance", incidentId: null }, now);
  const open = await readWhole(seen.pageId, await openIncidentIdsOn(seen.pageId, [seen.componentId]));
  const own = open.find(({ origin }) => origin === "monitor");
  const peoples = open.find(({ origin }) => origin !== "monitor");
  if (own) return await goesOn(seen, own, now);
  const mode = modeOf(await readFailingMonitors(seen.componentId));
  if (mode.kind === "off") return await act(seen, { outcome: "off", incidentId: null }, now);
  if (peoples) return await suggestTo(seen, peoples, now);
  const last = await incidentOf(seen);
  if (last && continues(last, seen.since)) return await reopen(seen, last, mode, now);
  const shared = await sharedWith(seen, mode, now);
  if (shared) return await goesOn(seen, shared, now);
  await begin(seen, mode, now);
}

/** An incident that people opened on the component says it already: its owner hears of what the monitors see. */
async function suggestTo(seen: Unsettled, incident: Incident, now: number): Promise<void> {
  await act(seen, { outcome: "suggested", incidentId: incident.id }, now, async () => ({
    audit: null,
    event: {
      kind: "incident.suggested",
      payload: { incident_id: incident.id, component_id: seen.componentId, state: seen.state },
    },
  }));
}

/** It is part of the incident, or becomes it; people's own words stay as they are. */
async function goesOn(seen: Unsettled, incident: Incident, now: number): Promise<void> {
  await act(seen, { outcome: "joined", incidentId: incident.id }, now, async (tx) => {
    await oneAtATime(tx, `automatic incident ${incident.id}`);
    const locked = await lockIncident(tx, seen.pageId, incident.id);
    if (!locked || !isGoingOn(locked)) throw new Overtaken();
    const acting = { tx, scope: automationScope(seen.pageId), now };
    if (locked.isAttended) return await withdrawProposal(acting, locked);
    return await joinInside(acting, locked, suggestionOf(seen));
  });
}

async function reopen(seen: Unsettled, last: Incident, mode: Mode, now: number): Promise<void> {
  await act(seen, { outcome: "reopened", incidentId: last.id }, now, async (tx) => {
    await oneAtATime(tx, `automatic incident ${last.id}`);
    const locked = await lockIncident(tx, seen.pageId, last.id);
    if (!locked || !continues(locked, seen.since)) throw new Overtaken();
    const acting = { tx, scope: automationScope(seen.pageId), now };
    return await reopenInside(acting, locked, suggestionOf(seen), publishAtOf(mode, now));
  });
}

async function isPublic({ pageId, componentId }: Unsettled, tx?: Tx): Promise<boolean> {
  const { components } = await readPageWords(pageId, [componentId], tx);
  return components.every(({ published }) => published);
}

/** An incident that was just opened for another component of the same group and that is nobody's yet. */
async function sharedWith(
  seen: Unsettled,
  mode: Mode,
  now: number,
  { tx, exceptId }: { tx?: Tx; exceptId?: string } = {},
): Promise<Incident | null> {
  if (seen.groupId === null) return null;
  const ids = await recentAutomaticIds(seen.pageId, "monitor", now - GROUP_WITHIN_MS, tx);
  for (const incident of await readWhole(seen.pageId, ids, tx)) {
    const isDraft = incident.publishedAt === null;
    if (incident.id === exceptId || incident.isAttended || isDraft !== (mode.kind === "draft")) continue;
    const componentIds = incident.components.map(({ componentId }) => componentId);
    const { components } = await readPageWords(seen.pageId, componentIds, tx);
    const isSame = components.some(({ groupId }) => groupId === seen.groupId);
    // A published incident may not name a private component: that one gets a draft of its own.
    if (isSame && (isDraft || (await isPublic(seen, tx)))) return incident;
  }
  return null;
}

async function begin(seen: Unsettled, mode: Exclude<Mode, { kind: "off" }>, now: number): Promise<void> {
  const [monitor] = await readFailingMonitors(seen.componentId);
  if (!monitor) throw new Overtaken();
  const cause = { origin: "monitor", originId: monitor.id, startedAt: seen.since, title: "" } as const;
  await openAutomatic(seen.pageId, suggestionOf(seen), mode, cause, now, async (tx, { id }) => {
    // One after the other in a page: who comes second sees the incident of the first, and joins it.
    await oneAtATime(tx, `automatic incidents of ${seen.pageId}`);
    if (await sharedWith(seen, mode, now, { tx, exceptId: id })) return false;
    return await claimWatch(tx, seen, { outcome: "opened", incidentId: id }, now);
  });
}
