import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { Component } from "#lib/domain/page/component.ts";
import { dateColumn, dayOrNull, instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Component as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): Component => ({
  ...row,
  translations: row.translations as Translations,
  startDate: dayOrNull(row.startDate),
  archivedAt: instantOrNull(row.archivedAt),
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

/** The page's component, archived ones included, or null. */
export async function readComponent(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<Component | null> {
  const row = await db.component.findFirst({ where: { id, pageId } });
  return row && fromRow(row);
}

/** The same, and nobody else changes the component (or its timeline) until the transaction ends. */
export async function lockComponent(tx: Tx, pageId: string, id: string): Promise<Component | null> {
  await tx.$queryRaw`select 1 from components where id = ${id} and page_id = ${pageId} for update`;
  return await readComponent(pageId, id, tx);
}

/** Ids in the order of the page: a group's members stand where the group stands. */
async function orderedIds(db: Tx, pageId: string, archived: boolean, window?: ListWindow): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select c.id from components c left join component_groups g on g.id = c.group_id
    where c.page_id = ${pageId} and (c.archived_at is not null) = ${archived}
    order by coalesce(g.position, c.position), g.id nulls first, c.position, c.created_at, c.id
    limit ${window?.take ?? null} offset ${window?.skip ?? 0}`;
  return rows.map((row) => row.id);
}

/** In the order of the page. */
export async function listComponents(
  pageId: string,
  options: { archived: boolean; window?: ListWindow },
  db: Tx = prisma(),
): Promise<Component[]> {
  const ids = await orderedIds(db, pageId, options.archived, options.window);
  const rows = new Map(
    (await db.component.findMany({ where: { id: { in: ids } } })).map((row) => [row.id, row]),
  );
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [fromRow(row)] : [];
  });
}

/** Those of the ids that are components of the page and not archived, in no order. */
export async function readLiveComponents(
  pageId: string,
  ids: readonly string[],
  db: Tx = prisma(),
): Promise<Component[]> {
  const where = { pageId, id: { in: [...ids] }, archivedAt: null };
  return (await db.component.findMany({ where })).map(fromRow);
}

/** The page's components among the ids, archived ones too, each with the name of its group. */
export async function readNamedComponents(
  pageId: string,
  ids: readonly string[],
  db: Tx = prisma(),
): Promise<{ component: Component; groupName: string | null }[]> {
  const include = { group: { select: { name: true } } };
  const rows = await db.component.findMany({ where: { pageId, id: { in: [...ids] } }, include });
  return rows.map(({ group, ...row }) => ({ component: fromRow(row), groupName: group?.name ?? null }));
}

export const countComponents = (tx: Tx, pageId: string): Promise<number> =>
  tx.component.count({ where: { pageId, archivedAt: null } });

/** Where a newcomer goes: behind everything that stands beside it (groups stand among components without a group). */
export async function nextPosition(tx: Tx, pageId: string, groupId: string | null): Promise<number> {
  const where = { pageId, archivedAt: null };
  const last = await tx.component.aggregate({ where: { ...where, groupId }, _max: { position: true } });
  const group =
    groupId === null ? await tx.componentGroup.aggregate({ where, _max: { position: true } }) : null;
  return Math.max(last._max.position ?? 0, group?._max.position ?? 0) + 1;
}

export type ComponentFields = Omit<Component, "id" | "pageId" | "archivedAt" | "createdAt" | "updatedAt">;

export async function insertComponent(
  tx: Tx,
  pageId: string,
  id: string,
  { startDate, ...fields }: ComponentFields,
  now: number,
): Promise<Component> {
  const at = new Date(now);
  const data = { id, pageId, ...fields, startDate: dateColumn(startDate), createdAt: at, updatedAt: at };
  return fromRow(await tx.component.create({ data }));
}

export async function updateComponent(
  tx: Tx,
  id: string,
  { startDate, archivedAt, ...fields }: Partial<ComponentFields> & { archivedAt?: number | null },
  now: number,
): Promise<Component> {
  const data = {
    ...fields,
    startDate: dateColumn(startDate),
    archivedAt: archivedAt == null ? archivedAt : new Date(archivedAt),
    updatedAt: new Date(now),
  };
  return fromRow(await tx.component.update({ where: { id }, data }));
}
