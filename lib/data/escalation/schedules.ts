import type { OnCallOverride, OnCallSchedule, Rotation } from "#lib/domain/escalation/schedule.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { OnCallOverride as OverrideRow, Prisma, OnCallSchedule as Row } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";

/** In the order in which they were made: of two that overlap the later wins. */
const WITH_OVERRIDES = {
  overrides: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
} as const satisfies Prisma.OnCallScheduleInclude;

const overrideOf = ({ id, userId, startedAt, endedAt }: OverrideRow): OnCallOverride => ({
  ...{ id, userId, startedAt: instantOf(startedAt), endedAt: instantOf(endedAt) },
});

const fromRow = (row: Row & { overrides: OverrideRow[] }): OnCallSchedule => ({
  ...{ id: row.id, pageId: row.pageId, name: row.name, timeZone: row.timeZone, revision: row.revision },
  layers: row.layers as Rotation[],
  overrides: row.overrides.map(overrideOf),
});

/** The page's schedules that are in use, by name; `ids` picks some of them. */
export async function listSchedules(
  pageId: string,
  { ids }: { ids?: readonly string[] } = {},
  db: Tx = prisma(),
): Promise<OnCallSchedule[]> {
  const rows = await db.onCallSchedule.findMany({
    where: { pageId, archivedAt: null, ...(ids && { id: { in: [...ids] } }) },
    include: WITH_OVERRIDES,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(fromRow);
}

/** Writes a schedule that was checked: a new one without `id`. */
export async function storeSchedule(
  tx: Tx,
  pageId: string,
  { id, ...fields }: Pick<OnCallSchedule, "name" | "timeZone" | "layers"> & { id?: string },
  now: number,
): Promise<OnCallSchedule> {
  const data = { ...fields, layers: fields.layers as Prisma.InputJsonValue[], updatedAt: new Date(now) };
  const include = WITH_OVERRIDES;
  const row =
    id === undefined
      ? await tx.onCallSchedule.create({
          data: { ...data, id: newId(), pageId, createdAt: new Date(now) },
          include,
        })
      : await tx.onCallSchedule.update({
          where: { id },
          data: { ...data, revision: { increment: 1 } },
          include,
        });
  return fromRow(row);
}

export async function archiveScheduleRow(tx: Tx, id: string, now: number): Promise<void> {
  await tx.onCallSchedule.update({
    where: { id },
    data: { archivedAt: new Date(now), updatedAt: new Date(now) },
  });
}

export async function insertOverride(
  tx: Tx,
  scheduleId: string,
  { userId, startedAt, endedAt }: Omit<OnCallOverride, "id">,
  now: number,
): Promise<OnCallOverride> {
  const data = {
    userId,
    startedAt: new Date(startedAt),
    endedAt: new Date(endedAt),
    createdAt: new Date(now),
  };
  return overrideOf(await tx.onCallOverride.create({ data: { ...data, id: newId(), scheduleId } }));
}

/** False: there is no such override. */
export async function deleteOverride(tx: Tx, scheduleId: string, id: string): Promise<boolean> {
  return (await tx.onCallOverride.deleteMany({ where: { id, scheduleId } })).count === 1;
}
