import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

/** Names of people by id; who is gone has none. */
export async function readPersonNames(
  ids: readonly string[],
  db: Tx = prisma(),
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const people = await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** True when the person belongs to the page and may act there. */
export async function isActiveMember(tx: Tx, pageId: string, userId: string): Promise<boolean> {
  return (await tx.member.count({ where: { pageId, userId, disabledAt: null } })) > 0;
}

/** The people who may act on the page, by name: whom an incident can be handed to. */
export async function readTeamNames(
  pageId: string,
  db: Tx = prisma(),
): Promise<{ id: string; name: string }[]> {
  const rows = await db.member.findMany({
    where: { pageId, disabledAt: null },
    select: { user: { select: { id: true, name: true } } },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
  });
  return rows.map(({ user }) => user);
}
