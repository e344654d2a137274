import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

const members = {
  components: {
    where: { archivedAt: null },
    select: { id: true },
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  },
} as const satisfies Prisma.ComponentGroupInclude;
type Row = Prisma.ComponentGroupGetPayload<{ include: typeof members }>;

const fromRow = ({ components, archivedAt: _, ...row }: Row): ComponentGroup => ({
  ...row,
  translations: row.translations as Translations,
  componentIds: components.map((component) => component.id),
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

/** The page's group, unless it is archived, or null. */
export async function readGroup(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<ComponentGroup | null> {
  const row = await db.componentGroup.findFirst({
    where: { id, pageId, archivedAt: null },
    include: members,
  });
  return row && fromRow(row);
}

export async function listGroups(
  pageId: string,
  window?: ListWindow,
  db: Tx = prisma(),
): Promise<ComponentGroup[]> {
  const rows = await db.componentGroup.findMany({
    where: { pageId, archivedAt: null },
    include: members,
    orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export const countGroups = (tx: Tx, pageId: string): Promise<number> =>
  tx.componentGroup.count({ where: { pageId, archivedAt: null } });

export type GroupFields = Omit<ComponentGroup, "id" | "pageId" | "componentIds" | "createdAt" | "updatedAt">;

export async function insertGroup(
  tx: Tx,
  pageId: string,
  id: string,
  fields: GroupFields,
  now: number,
): Promise<void> {
  const at = new Date(now);
  await tx.componentGroup.create({ data: { id, pageId, ...fields, createdAt: at, updatedAt: at } });
}

export async function updateGroup(
  tx: Tx,
  id: string,
  fields: Partial<GroupFields> & { archivedAt?: Date | null },
  now: number,
): Promise<void> {
  await tx.componentGroup.update({ where: { id }, data: { ...fields, updatedAt: new Date(now) } });
}

/** Makes exactly `ids` the members of the group, in that order; whoever is not named leaves it. */
export async function setMembers(
  tx: Tx,
  pageId: string,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.component.updateMany({
    where: { pageId, groupId, id: { notIn: [...ids] } },
    data: { groupId: null },
  });
  await tx.$executeRaw`
    update components c set group_id = ${groupId}, position = given.position, updated_at = now()
    from unnest(${[...ids]}::text[]) with ordinality as given(id, position)
    where c.id = given.id and c.page_id = ${pageId}
      and (c.group_id is distinct from ${groupId} or c.position <> given.position)`;
}

/** Which of the ids are no components of the page that are in use. */
export async function unknownComponents(tx: Tx, pageId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.component.findMany({
    where: { pageId, archivedAt: null, id: { in: [...ids] } },
    select: { id: true },
  });
  const known = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !known.has(id));
}
