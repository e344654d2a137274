import { pool, prisma } from "#lib/data/db.ts";
import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { authorize } from "#lib/data/scope.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { watchComponents } from "#lib/usecases/automatic-incidents/watch.ts";
import { judgeMonitors } from "#lib/usecases/monitors/judge.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { makeComponent, makeGroup, makeMonitor, makePage, samplesOf, writer } from "../engine.ts";

const SLOT_MS = 30_000;

/** A person of the page, who may do everything about incidents. */
export const responder = (pageId: string) =>
  authorize({ kind: "user", id: "responder", pageId, role: "responder" }, "incidents:write", pageId);

/** A page whose monitors say what the test wants, slot after slot; the clock is the test's. */
export async function makeWatched(
  options: {
    autoIncident?: "off" | "draft" | "publish";
    publishAfterMinutes?: number;
    components?: number;
  } = {},
) {
  const pageId = await makePage();
  const groupId = await makeGroup(pageId);
  const watched: { componentId: string; monitorId: string }[] = [];
  for (let i = 0; i < (options.components ?? 1); i++) {
    const componentId = await makeComponent(pageId, { groupId });
    watched.push({ componentId, monitorId: await makeMonitor(pageId, componentId) });
  }
  await pool().query(
    "update monitors set auto_incident = $2::auto_incident, auto_publish_after_minutes = $3 where page_id = $1",
    [pageId, options.autoIncident ?? "draft", options.publishAfterMinutes ?? null],
  );
  const startedAt = Math.floor(Date.now() / SLOT_MS) * SLOT_MS - 12 * 3_600_000;
  const world = {
    pageId,
    groupId,
    watched,
    /** Now, as the test has it. */
    now: startedAt,
    /** One sample a letter (u, d) for each of the monitors, then judging; nobody acts upon it yet. */
    async samples(letters: string, which: readonly number[] = watched.map((_, i) => i)) {
      for (const i of which)
        await recordSamples(writer(pageId), samplesOf(watched[i]!.monitorId, world.now, letters));
      world.now += letters.length * SLOT_MS;
      await judgeMonitors(world.now);
    },
    /** The same, and automation acts upon it. */
    async say(letters: string, which?: readonly number[]) {
      await world.samples(letters, which);
      await watchComponents(world.now);
    },
    incidents: () => incidentsOf(pageId),
  };
  return world;
}

/** Every incident of a page, drafts too, the oldest first. */
export async function incidentsOf(pageId: string): Promise<Incident[]> {
  const rows = await prisma().incident.findMany({
    where: { pageId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return await Promise.all(rows.map(async ({ id }) => (await readIncidentRow(pageId, id))!));
}

/** Kinds of the outbox events of a page, in order. */
export async function eventsOf(pageId: string): Promise<string[]> {
  const rows = await prisma().outboxEvent.findMany({ where: { pageId }, orderBy: { id: "asc" } });
  return rows.map(({ kind }) => kind);
}

/** Actions in the audit log of a page, in order. */
export async function actionsOf(pageId: string): Promise<string[]> {
  const rows = await prisma().auditRecord.findMany({ where: { pageId }, orderBy: { id: "asc" } });
  return rows.map(({ action }) => action);
}

/** A window that runs over the components from `from` to `until` (ms), as the effective state knows it. */
export async function inMaintenance(pageId: string, componentIds: string[], from: number, until: number) {
  for (const componentId of componentIds)
    await pool().query(
      `insert into state_claims (id, page_id, component_id, source, source_id, state, started_at, ended_at)
       values (substr(md5(random()::text), 1, 12), $1, $2, 'maintenance', 'window', 'under_maintenance', $3, $4)`,
      [pageId, componentId, new Date(from), new Date(until)],
    );
}
