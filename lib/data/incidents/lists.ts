import type { Incident, IncidentKind } from "#lib/domain/incidents/incident.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../tx.ts";
import { wholeIncidents } from "./rows.ts";

export const INCIDENT_PHASES = [
  "open",
  "closed",
  "draft",
  "upcoming",
  "active",
  "scheduled",
  "unresolved",
] as const;
export type IncidentPhase = (typeof INCIDENT_PHASES)[number];

export type IncidentFilter = {
  kind?: IncidentKind | undefined;
  phase?: IncidentPhase | undefined;
  /** Part of the name or of an update's text, whatever the case. */
  q?: string | undefined;
  componentId?: string | undefined;
  ids?: readonly string[] | undefined;
  /** Incidents that began in [from, until) (ms). */
  startedFrom?: number | undefined;
  startedUntil?: number | undefined;
};

const OUT = { publishedAt: { not: null }, unpublishedAt: null, mergedIntoId: null } as const;
const RUNNING = ["in_progress", "verifying"];
const UPCOMING = { ...OUT, kind: "maintenance", status: "scheduled", cancelledAt: null };

/** `open`: told as unresolved, windows while they run; `upcoming` and `active` are windows; `closed` is the past. */
const PHASES: Record<IncidentPhase, Prisma.IncidentWhereInput> = {
  draft: { publishedAt: null, mergedIntoId: null, resolvedAt: null },
  open: {
    ...OUT,
    resolvedAt: null,
    OR: [{ kind: { not: "maintenance" } }, { status: { in: RUNNING }, cancelledAt: null }],
  },
  unresolved: { ...OUT, resolvedAt: null, kind: { not: "maintenance" } },
  upcoming: UPCOMING,
  scheduled: { ...OUT, kind: "maintenance", cancelledAt: null, resolvedAt: null },
  active: { ...OUT, kind: "maintenance", status: { in: RUNNING }, cancelledAt: null, resolvedAt: null },
  closed: {
    OR: [
      // Published ones, and automatic drafts that were closed because it was over.
      { resolvedAt: { not: null } },
      { cancelledAt: { not: null } },
      { unpublishedAt: { not: null } },
    ],
  },
};

/** Prisma escapes nothing in `contains`: % and _ would match anything. */
const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

function whereOf(pageId: string, filter: IncidentFilter): Prisma.IncidentWhereInput {
  const all: Prisma.IncidentWhereInput[] = [{ pageId }];
  if (filter.kind) all.push({ kind: filter.kind });
  if (filter.phase) all.push(PHASES[filter.phase]);
  else all.push({ mergedIntoId: null });
  if (filter.ids) all.push({ id: { in: [...filter.ids] } });
  if (filter.componentId) all.push({ components: { some: { componentId: filter.componentId } } });
  if (filter.startedFrom !== undefined) all.push({ startedAt: { gte: new Date(filter.startedFrom) } });
  if (filter.startedUntil !== undefined) all.push({ startedAt: { lt: new Date(filter.startedUntil) } });
  if (filter.q) {
    const part = { contains: literally(filter.q), mode: "insensitive" } as const;
    all.push({ OR: [{ name: part }, { updates: { some: { body: part } } }] });
  }
  return { AND: all };
}

/** The page's incidents, newest first; what is coming up: the next first. Merged ones are part of another. */
export async function readIncidents(
  pageId: string,
  filter: IncidentFilter,
  window: ListWindow,
  db: Tx = prisma(),
): Promise<Incident[]> {
  const orderBy: Prisma.IncidentOrderByWithRelationInput[] =
    filter.phase === "upcoming"
      ? [{ scheduledFor: "asc" }, { id: "asc" }]
      : [{ startedAt: "desc" }, { id: "desc" }];
  const rows = await db.incident.findMany({
    where: whereOf(pageId, filter),
    orderBy,
    skip: window.skip,
    take: window.take,
  });
  return await wholeIncidents(db, rows);
}
