import { prisma } from "../db.ts";

/** Names of people and tokens of the page by id, also of those who left: for who did what. */
export async function readActorNames(pageId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = { in: [...ids] };
  const [tokens, users] = await Promise.all([
    prisma().apiToken.findMany({ where: { pageId, id: wanted }, select: { id: true, name: true } }),
    prisma().user.findMany({ where: { id: wanted }, select: { id: true, name: true } }),
  ]);
  return new Map([...tokens, ...users].map(({ id, name }) => [id, name]));
}
