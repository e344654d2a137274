import type { Token, TokenScope } from "#lib/domain/people/token.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { ApiToken as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

/** A token's use is noted at most this often: reading must not mean writing. */
const USE_NOTED_EVERY_MS = 60_000;

const fromRow = ({ hash: _, ...row }: Row): Token => ({
  ...row,
  scopes: row.scopes as TokenScope[],
  createdAt: instantOf(row.createdAt),
  lastUsedAt: instantOrNull(row.lastUsedAt),
  revokedAt: instantOrNull(row.revokedAt),
});

/** The token with this sha256, unless it is revoked. Notes its use, at most once a minute. */
export async function lookUpToken(hash: string, now: number): Promise<Token | null> {
  const row = await prisma().apiToken.findUnique({ where: { hash } });
  if (!row || row.revokedAt) return null;
  const staleAt = new Date(now - USE_NOTED_EVERY_MS);
  if (row.lastUsedAt === null || row.lastUsedAt <= staleAt)
    await prisma().apiToken.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: staleAt } }] },
      data: { lastUsedAt: new Date(now) },
    });
  return fromRow(row);
}

/** Tokens of the page that are not revoked, oldest first. */
export async function listTokens(pageId: string, window?: { skip: number; take: number }): Promise<Token[]> {
  const rows = await prisma().apiToken.findMany({
    where: { pageId, revokedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export const countTokens = (tx: Tx, pageId: string): Promise<number> =>
  tx.apiToken.count({ where: { pageId, revokedAt: null } });

/** The token, revoked or not, with its hash. */
export const findToken = (id: string, db: Tx = prisma()): Promise<Row | null> =>
  db.apiToken.findUnique({ where: { id } });

type NewRow = {
  id: string;
  pageId: string;
  name: string;
  hash: string;
  scopes: TokenScope[];
  createdAt: Date;
};

export async function insertToken(tx: Tx, row: NewRow): Promise<Token> {
  return fromRow(await tx.apiToken.create({ data: row }));
}

/** Gives a known token another secret, or its old one back. */
export async function renewToken(tx: Tx, id: string, pageId: string, hash: string): Promise<void> {
  await tx.apiToken.update({ where: { id }, data: { hash, pageId, revokedAt: null } });
}

/** True when the page had the token and it was not revoked before. */
export async function revokeToken(tx: Tx, pageId: string, id: string, at: number): Promise<boolean> {
  const { count } = await tx.apiToken.updateMany({
    where: { id, pageId, revokedAt: null },
    data: { revokedAt: new Date(at) },
  });
  return count === 1;
}
