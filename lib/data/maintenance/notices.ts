import type { MaintenanceFields } from "#lib/domain/incidents/incident.ts";
import { type Neighbour, overlaps, type WindowTimes } from "#lib/domain/maintenance/window.ts";
import { instantOf } from "../dates.ts";
import type { Tx } from "../tx.ts";

/** Records that readers were told of these times now: the next version of the window's notice. */
export async function insertNotice(
  tx: Tx,
  window: { id: string; maintenance: Pick<MaintenanceFields, "notices"> | null },
  { scheduledFor, scheduledUntil }: WindowTimes,
  noticeAt: number,
): Promise<void> {
  const version = Math.max(0, ...(window.maintenance?.notices ?? []).map((notice) => notice.version)) + 1;
  await tx.maintenanceNotice.create({
    data: {
      incidentId: window.id,
      version,
      scheduledFor: new Date(scheduledFor),
      scheduledUntil: new Date(scheduledUntil),
      noticeAt: new Date(noticeAt),
    },
  });
}

const OPEN = {
  kind: "maintenance",
  unpublishedAt: null,
  cancelledAt: null,
  resolvedAt: null,
  mergedIntoId: null,
} as const;

/** Windows of the page, drafts too, that share time and components with the given one; the earliest first. */
export async function readNeighbours(
  tx: Tx,
  pageId: string,
  window: WindowTimes & { id: string | null; componentIds: readonly string[] },
): Promise<Neighbour[]> {
  const rows = await tx.incident.findMany({
    where: {
      ...OPEN,
      pageId,
      ...(window.id && { id: { not: window.id } }),
      scheduledFor: { lt: new Date(window.scheduledUntil) },
      scheduledUntil: { gt: new Date(window.scheduledFor) },
    },
    select: { id: true, name: true, scheduledFor: true, scheduledUntil: true, components: true },
    orderBy: [{ scheduledFor: "asc" }, { id: "asc" }],
  });
  return rows
    .map(({ components, scheduledFor, scheduledUntil, ...row }) => ({
      ...row,
      scheduledFor: instantOf(scheduledFor!),
      scheduledUntil: instantOf(scheduledUntil!),
      componentIds: components.map(({ componentId }) => componentId),
    }))
    .filter((other) => overlaps(window, other));
}

/** How many windows of the page are not over. */
export const countOpenWindows = (tx: Tx, pageId: string): Promise<number> =>
  tx.incident.count({ where: { ...OPEN, pageId } });
