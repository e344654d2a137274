import { prisma } from "../db.ts";

/** How many related events an uptime tells. */
const LIMIT = 100;

/**
 * Ids of the published incidents that name one of the components and overlap [from, until) (ms), the newest first. Windows
 * of maintenance are counted among them, announcements name no component.
 */
export async function readRelatedIds(
  pageId: string,
  componentIds: readonly string[],
  { from, until }: { from: number; until: number },
): Promise<string[]> {
  const rows = await prisma().incident.findMany({
    where: {
      pageId,
      publishedAt: { not: null },
      unpublishedAt: null,
      mergedIntoId: null,
      cancelledAt: null,
      components: { some: { componentId: { in: [...componentIds] } } },
      startedAt: { lt: new Date(until) },
      OR: [{ resolvedAt: null }, { resolvedAt: { gt: new Date(from) } }],
    },
    select: { id: true },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return rows.map(({ id }) => id);
}
