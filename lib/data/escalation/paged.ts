import type { OnCallSchedule, Rotation } from "#lib/domain/escalation/schedule.ts";
import { instantOf } from "../dates.ts";
import type { Tx } from "../tx.ts";

/** Of some people those who may still be told of this page's matters. */
export async function readMembers(tx: Tx, pageId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.member.findMany({
    where: { pageId, userId: { in: [...userIds] }, disabledAt: null },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return rows.map(({ userId }) => userId);
}

/** Everybody of the page with one of the roles. */
export async function readAble(tx: Tx, pageId: string, roles: readonly string[]): Promise<string[]> {
  const rows = await tx.member.findMany({
    where: { pageId, role: { in: [...roles] }, disabledAt: null },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return rows.map(({ userId }) => userId);
}

/** Schedules of the page by id, with their overrides in the order in which they were made. */
export async function readSchedules(
  tx: Tx,
  pageId: string,
  ids: readonly string[],
): Promise<Map<string, OnCallSchedule>> {
  const rows = await tx.onCallSchedule.findMany({
    where: { pageId, id: { in: [...ids] }, archivedAt: null },
    include: { overrides: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] } },
  });
  return new Map(
    rows.map(({ id, name, timeZone, layers, overrides, revision }) => [
      id,
      {
        ...{ id, pageId, name, timeZone, revision, layers: layers as Rotation[] },
        overrides: overrides.map(({ id, userId, startedAt, endedAt }) => ({
          ...{ id, userId, startedAt: instantOf(startedAt), endedAt: instantOf(endedAt) },
        })),
      },
    ]),
  );
}
