import type { Incident, MaintenanceFields } from "#lib/domain/incidents/incident.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";
import { storedNames, storedTimes, wholeIncidents } from "./rows.ts";

type Window = Omit<MaintenanceFields, "notices" | "remindedAt">;

/** What is stored of an incident itself; updates, components and notices have writers of their own. */
export type IncidentFields = Omit<
  Incident,
  | "id"
  | "pageId"
  | "createdAt"
  | "updatedAt"
  | "revision"
  | "maintenance"
  | "components"
  | "updates"
  | "postmortem"
>;

const dateOf = (at: number | null | undefined): Date | null | undefined =>
  at == null ? (at as null | undefined) : new Date(at);

function columnsOf({ componentTimes, earlierNames, metadata, ...fields }: Partial<IncidentFields>) {
  return {
    ...fields,
    ...(metadata !== undefined && { metadata: metadata as Prisma.InputJsonObject }),
    ...(earlierNames !== undefined && { earlierNames: storedNames(earlierNames) }),
    ...(componentTimes !== undefined && { componentTimes: storedTimes(componentTimes) }),
    publishedAt: dateOf(fields.publishedAt),
    unpublishedAt: dateOf(fields.unpublishedAt),
    startedAt: fields.startedAt === undefined ? undefined : new Date(fields.startedAt),
    monitoringAt: dateOf(fields.monitoringAt),
    resolvedAt: dateOf(fields.resolvedAt),
    nextUpdateAt: dateOf(fields.nextUpdateAt),
    autoPublishAt: dateOf(fields.autoPublishAt),
    resolveProposedAt: dateOf(fields.resolveProposedAt),
  };
}

const windowColumns = (window: Partial<Window>) => ({
  ...window,
  scheduledFor: dateOf(window.scheduledFor),
  scheduledUntil: dateOf(window.scheduledUntil),
  occurrenceAt: dateOf(window.occurrenceAt),
  cancelledAt: dateOf(window.cancelledAt),
});

/** What a new incident is unless somebody says otherwise. */
const NEW_INCIDENT = {
  kind: "incident",
  translations: {},
  earlierNames: [],
  status: "investigating",
  impactOverride: null,
  priority: null,
  publishedAt: null,
  unpublishedAt: null,
  unpublishReason: null,
  monitoringAt: null,
  resolvedAt: null,
  nextUpdateAt: null,
  isBackfilled: false,
  metadata: {},
  componentTimes: [],
  ownerId: null,
  origin: "person",
  originId: null,
  isAttended: true,
  autoPublishAt: null,
  resolveProposedAt: null,
  mergedIntoId: null,
} as const satisfies Partial<IncidentFields>;

/** Adds an incident without updates and components; returns its id. */
export async function insertIncident(
  tx: Tx,
  pageId: string,
  fields: Omit<IncidentFields, keyof typeof NEW_INCIDENT> & Partial<IncidentFields>,
  now: number,
  window?: Window,
): Promise<string> {
  const id = newId();
  const { startedAt, name, ...rest } = { ...NEW_INCIDENT, ...fields };
  const at = new Date(now);
  const data = { ...columnsOf(rest), ...(window && windowColumns(window)) };
  await tx.incident.create({
    data: {
      ...data,
      id,
      pageId,
      kind: rest.kind,
      name,
      status: rest.status,
      startedAt: new Date(startedAt),
      createdAt: at,
      updatedAt: at,
    },
  });
  return id;
}

/** The page's incident (a draft or one taken back too), or null. */
export async function readIncidentRow(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<Incident | null> {
  const row = await db.incident.findFirst({ where: { id, pageId } });
  return row && (await wholeIncidents(db, [row]))[0]!;
}

/** The same, and nobody else changes the incident, its updates or its claims until the transaction ends. */
export async function lockIncident(tx: Tx, pageId: string, id: string): Promise<Incident | null> {
  await tx.$queryRaw`select 1 from incidents where id = ${id} and page_id = ${pageId} for update`;
  return await readIncidentRow(pageId, id, tx);
}

export type Saving = {
  /** Nothing that readers see has changed: `updatedAt` stays, so the page does not move. */
  isPrivate?: boolean;
  window?: Partial<Window>;
};

/** Changes the given fields; its revision grows by one. The caller holds the incident's lock. */
export async function saveIncident(
  tx: Tx,
  incident: Pick<Incident, "id" | "updatedAt">,
  fields: Partial<IncidentFields>,
  now: number,
  { isPrivate = false, window }: Saving = {},
): Promise<Incident> {
  const row = await tx.incident.update({
    where: { id: incident.id },
    data: {
      ...columnsOf(fields),
      ...(window && windowColumns(window)),
      revision: { increment: 1 },
      updatedAt: new Date(isPrivate ? incident.updatedAt : now),
    },
  });
  return (await wholeIncidents(tx, [row]))[0]!;
}

/** Removes a draft with everything that belongs to it. The caller holds the incident's lock. */
export async function deleteIncidentRows(tx: Tx, incidentId: string): Promise<void> {
  const where = { incidentId };
  await tx.incidentUpdateRevision.deleteMany({ where: { update: where } });
  await tx.incidentUpdate.deleteMany({ where });
  await tx.incidentComponent.deleteMany({ where });
  await tx.maintenanceNotice.deleteMany({ where });
  await tx.maintenanceReminder.deleteMany({ where });
  await tx.postmortem.deleteMany({ where });
  await tx.alert.updateMany({ where, data: { incidentId: null } });
  await tx.incident.delete({ where: { id: incidentId } });
}
