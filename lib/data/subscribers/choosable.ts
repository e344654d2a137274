import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type Chosen = { componentIds: string[]; groupIds: string[]; incidentIds: string[] };

/** Of what somebody chose, what the public does not know of: of another page, private, a draft, or not at all. */
export async function hiddenChoices(pageId: string, chosen: Chosen, db: Tx = prisma()): Promise<Chosen> {
  const [components, groups, incidents] = [
    chosen.componentIds.length === 0
      ? []
      : await db.component.findMany({
          where: { pageId, id: { in: chosen.componentIds }, archivedAt: null, published: true },
          select: { id: true },
        }),
    chosen.groupIds.length === 0
      ? []
      : await db.componentGroup.findMany({
          where: { pageId, id: { in: chosen.groupIds }, archivedAt: null },
          select: { id: true },
        }),
    chosen.incidentIds.length === 0
      ? []
      : await db.incident.findMany({
          where: {
            ...{ pageId, id: { in: chosen.incidentIds } },
            ...{ publishedAt: { not: null }, unpublishedAt: null },
          },
          select: { id: true },
        }),
  ];
  const without = (ids: string[], known: { id: string }[]) =>
    ids.filter((id) => !known.some((one) => one.id === id));
  return {
    componentIds: without(chosen.componentIds, components),
    groupIds: without(chosen.groupIds, groups),
    incidentIds: without(chosen.incidentIds, incidents),
  };
}
