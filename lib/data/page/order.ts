import type { Placing } from "#lib/domain/page/order.ts";
import type { Tx } from "../tx.ts";

/** Ids of everything that stands on the page; nobody else moves, adds or archives until the transaction ends. */
export async function lockPlaces(
  tx: Tx,
  pageId: string,
): Promise<{ groups: string[]; components: string[] }> {
  await tx.$queryRaw`select 1 from pages where id = ${pageId} for update`;
  const groups = await tx.$queryRaw<{ id: string }[]>`
    select id from component_groups where page_id = ${pageId} and archived_at is null order by id for update`;
  const components = await tx.$queryRaw<{ id: string }[]>`
    select id from components where page_id = ${pageId} and archived_at is null order by id for update`;
  return { groups: groups.map(({ id }) => id), components: components.map(({ id }) => id) };
}

/** Puts everything where it is said to stand. Returns how many moved. */
export async function writePlacing(tx: Tx, pageId: string, placing: Placing, now: number): Promise<number> {
  const at = new Date(now);
  const { groups, components } = placing;
  const moved = await tx.$executeRaw`
    update component_groups g set position = given.position, updated_at = ${at}
    from unnest(${groups.map(({ id }) => id)}::text[], ${groups.map(({ position }) => position)}::int[])
      as given(id, position)
    where g.id = given.id and g.page_id = ${pageId} and g.position <> given.position`;
  const alsoMoved = await tx.$executeRaw`
    update components c set position = given.position, group_id = given.group_id, updated_at = ${at}
    from unnest(${components.map(({ id }) => id)}::text[],
      ${components.map(({ groupId }) => groupId)}::text[],
      ${components.map(({ position }) => position)}::int[]) as given(id, group_id, position)
    where c.id = given.id and c.page_id = ${pageId}
      and (c.position <> given.position or c.group_id is distinct from given.group_id)`;
  return moved + alsoMoved;
}
