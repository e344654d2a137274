import type { LinkKind, OneTimeLink } from "#lib/domain/people/link.ts";
import type { Actor, Role } from "#lib/domain/people/permission.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { OneTimeLink as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

export type StoredLink = OneTimeLink & { usedAt: number | null; revokedAt: number | null };

const fromRow = (row: Row): StoredLink => ({
  id: row.id,
  pageId: row.pageId,
  kind: row.kind as LinkKind,
  email: row.email,
  role: row.role as Role | null,
  personId: row.userId,
  createdAt: instantOf(row.createdAt),
  expiresAt: instantOf(row.expiresAt),
  usedAt: instantOrNull(row.usedAt),
  revokedAt: instantOrNull(row.revokedAt),
});

const open = (now: number) => ({ usedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } });

export type NewLink = Omit<OneTimeLink, "createdAt"> & { tokenHash: string; now: number; actor: Actor };

export async function insertLink(tx: Tx, link: NewLink): Promise<StoredLink> {
  const { personId, now, actor, expiresAt, ...rest } = link;
  const made = { actorKind: actor.kind, actorId: actor.id, createdAt: new Date(now) };
  return fromRow(
    await tx.oneTimeLink.create({
      data: { ...rest, ...made, userId: personId, expiresAt: new Date(expiresAt) },
    }),
  );
}

export async function findLink(tokenHash: string, db: Tx = prisma()): Promise<StoredLink | null> {
  const row = await db.oneTimeLink.findUnique({ where: { tokenHash } });
  return row && fromRow(row);
}

/** The link, held until the end of the transaction: two who use it at once come one after the other. */
export async function lockLink(tx: Tx, tokenHash: string): Promise<StoredLink | null> {
  await tx.$queryRaw`select id from one_time_links where token_hash = ${tokenHash} for update`;
  return await findLink(tokenHash, tx);
}

export const markLinkUsed = async (tx: Tx, id: string, at: number): Promise<void> => {
  await tx.oneTimeLink.update({ where: { id }, data: { usedAt: new Date(at) } });
};

type Which = { pageId: string; kind: LinkKind; id?: string; email?: string; personId?: string };
const whereOf = ({ personId, ...rest }: Which) => ({
  ...rest,
  ...(personId !== undefined && { userId: personId }),
});

/** Ends open links; returns how many there were. */
export async function revokeLinks(tx: Tx, which: Which, now: number): Promise<number> {
  const done = await tx.oneTimeLink.updateMany({
    where: { ...whereOf(which), ...open(now) },
    data: { revokedAt: new Date(now) },
  });
  return done.count;
}

/** Open links, oldest first. */
export async function listOpenLinks(
  which: Which,
  now: number,
  window?: { skip: number; take: number },
  db: Tx = prisma(),
): Promise<StoredLink[]> {
  const rows = await db.oneTimeLink.findMany({
    where: { ...whereOf(which), ...open(now) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

/** An open invitation of this address, wherever. */
export async function findOpenInvitation(
  email: string,
  now: number,
  db: Tx = prisma(),
): Promise<(StoredLink & { tokenHash: string }) | null> {
  const row = await db.oneTimeLink.findFirst({
    where: { kind: "invite", email, ...open(now) },
    orderBy: { createdAt: "desc" },
  });
  return row && { ...fromRow(row), tokenHash: row.tokenHash };
}

/** Whether such a link was made at or after `since`, whatever became of it. */
export async function wasLinkMade(tx: Tx, which: Which, since: number): Promise<boolean> {
  const where = { ...whereOf(which), createdAt: { gte: new Date(since) } };
  return (await tx.oneTimeLink.count({ where })) > 0;
}
