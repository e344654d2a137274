import type { Incident, Origin } from "#lib/domain/incidents/incident.ts";
import type { Language, Translations } from "#lib/domain/language.ts";
import { prisma } from "../db.ts";
import { readIncidentRow } from "../incidents/incidents.ts";
import type { Tx } from "../tx.ts";

/** Only one change about `subject` at a time, until the transaction ends. */
export async function oneAtATime(tx: Tx, subject: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))::text`;
}

/** An incident or a draft that is not over and not taken back. */
const OPEN = {
  kind: "incident",
  resolvedAt: null,
  unpublishedAt: null,
  mergedIntoId: null,
  isBackfilled: false,
} as const;

/** Ids of open incidents (drafts too) that concern one of the components, the newest first. */
export async function openIncidentIdsOn(
  pageId: string,
  componentIds: readonly string[],
  db: Tx = prisma(),
): Promise<string[]> {
  const rows = await db.incident.findMany({
    where: { ...OPEN, pageId, components: { some: { componentId: { in: [...componentIds] } } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The whole incidents, also those that became part of another, in the order of the ids. */
export async function readWhole(
  pageId: string,
  ids: readonly string[],
  db: Tx = prisma(),
): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const id of ids) {
    const incident = await readIncidentRow(pageId, id, db);
    if (incident) found.push(incident);
  }
  return found;
}

/** Ids of open incidents that automation made of an origin since the instant, the newest first. */
export async function recentAutomaticIds(
  pageId: string,
  origin: Origin,
  since: number,
  db: Tx = prisma(),
): Promise<string[]> {
  const rows = await db.incident.findMany({
    where: { ...OPEN, pageId, origin, createdAt: { gte: new Date(since) } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** True when one of the components of an incident is private: a person decides whether to publish it. */
export async function concernsPrivate(
  pageId: string,
  incidentId: string,
  db: Tx = prisma(),
): Promise<boolean> {
  const rows = await db.incidentComponent.findMany({ where: { incidentId }, select: { componentId: true } });
  const ids = rows.map(({ componentId }) => componentId);
  return (await db.component.count({ where: { pageId, id: { in: ids }, published: false } })) > 0;
}

/** Drafts whose time to be published by themselves has come. */
export async function readDueDrafts(
  now: number,
  limit: number,
): Promise<{ id: string; pageId: string; revision: number }[]> {
  return await prisma().incident.findMany({
    where: { ...OPEN, publishedAt: null, isAttended: false, autoPublishAt: { lte: new Date(now) } },
    orderBy: [{ autoPublishAt: "asc" }, { id: "asc" }],
    select: { id: true, pageId: true, revision: true },
    take: limit,
  });
}

export type PageWords = {
  languages: Language[];
  components: {
    id: string;
    name: string;
    translations: Translations;
    groupId: string | null;
    /** False: nothing public may name it. */
    published: boolean;
  }[];
};

/** What texts about components need: the page's languages and the components' names; archived ones are left out. */
export async function readPageWords(
  pageId: string,
  componentIds: readonly string[],
  db: Tx = prisma(),
): Promise<PageWords> {
  const page = await db.page.findUniqueOrThrow({ where: { id: pageId }, select: { languages: true } });
  const components = await db.component.findMany({
    where: { pageId, id: { in: [...componentIds] }, archivedAt: null },
    select: { id: true, name: true, translations: true, groupId: true, published: true },
  });
  return {
    languages: page.languages as Language[],
    components: components.map((row) => ({ ...row, translations: row.translations as Translations })),
  };
}

/**
 * Proposes to people that an incident be resolved, or withdraws it (null). Its revision stays: a proposal is no change
 * that somebody who writes an update just now must merge.
 */
export async function proposeResolve(tx: Tx, incidentId: string, at: number | null): Promise<void> {
  await tx.$executeRaw`
    update incidents set resolve_proposed_at = ${at === null ? null : new Date(at)}::timestamptz where id = ${incidentId}`;
}

/** Ids of open incidents that alerts of a source made since the instant, the newest first. */
export async function recentSourceIncidentIds(
  pageId: string,
  sourceId: string,
  since: number,
  db: Tx = prisma(),
): Promise<string[]> {
  const ids = await recentAutomaticIds(pageId, "alert", since, db);
  const alerts = await db.alert.findMany({
    where: { sourceId, incidentId: { in: ids } },
    select: { incidentId: true },
  });
  const ofSource = new Set(alerts.map(({ incidentId }) => incidentId));
  return ids.filter((id) => ofSource.has(id));
}
