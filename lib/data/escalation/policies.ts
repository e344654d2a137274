import type { EscalationLevel, EscalationPolicy } from "#lib/domain/escalation/policy.ts";
import { DEFAULT_LEVELS, DEFAULT_POLICY_NAME } from "#lib/domain/escalation/seed.ts";
import { prisma } from "../db.ts";
import type { Prisma, EscalationPolicy as Row } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";

const fromRow = ({ id, pageId, name, isDefault, levels, revision }: Row): EscalationPolicy => ({
  ...{ id, pageId, name, isDefault, revision },
  levels: levels as EscalationLevel[],
});

/** The page's policies that are in use, the default first. */
export async function readPolicies(pageId: string, db: Tx = prisma()): Promise<EscalationPolicy[]> {
  const rows = await db.escalationPolicy.findMany({
    where: { pageId, archivedAt: null },
    orderBy: [{ isDefault: "desc" }, { name: "asc" }, { id: "asc" }],
  });
  return rows.map(fromRow);
}

/** The policy that is asked for, else the page's default, else the contract's four levels, which page the whole team. */
export async function policyFor(
  pageId: string,
  policyId: string | null,
  db: Tx = prisma(),
): Promise<EscalationPolicy> {
  const policies = await readPolicies(pageId, db);
  const chosen = policies.find(({ id }) => id === policyId) ?? policies.find(({ isDefault }) => isDefault);
  return (
    chosen ?? {
      ...{ id: "", pageId, name: DEFAULT_POLICY_NAME, isDefault: true, revision: 0 },
      levels: [...DEFAULT_LEVELS],
    }
  );
}

/** Writes a policy that was checked: a new one without `id`. A new default takes the place of the one before. */
export async function storePolicy(
  tx: Tx,
  pageId: string,
  { id, name, isDefault, levels }: Pick<EscalationPolicy, "name" | "isDefault" | "levels"> & { id?: string },
  now: number,
): Promise<EscalationPolicy> {
  if (isDefault)
    await tx.escalationPolicy.updateMany({
      where: { pageId, isDefault: true, ...(id !== undefined && { id: { not: id } }) },
      data: { isDefault: false, updatedAt: new Date(now) },
    });
  const data = { name, isDefault, levels: levels as Prisma.InputJsonValue[], updatedAt: new Date(now) };
  const row =
    id === undefined
      ? await tx.escalationPolicy.create({ data: { ...data, id: newId(), pageId, createdAt: new Date(now) } })
      : await tx.escalationPolicy.update({ where: { id }, data: { ...data, revision: { increment: 1 } } });
  return fromRow(row);
}

export async function archivePolicyRow(tx: Tx, id: string, now: number): Promise<void> {
  const data = { archivedAt: new Date(now), isDefault: false, updatedAt: new Date(now) };
  await tx.escalationPolicy.update({ where: { id }, data });
}

/** Keys of SLOs in use that name the policy. */
export async function slosOfPolicy(tx: Tx, pageId: string, policyId: string): Promise<string[]> {
  const rows = await tx.slo.findMany({
    where: { pageId, archivedAt: null, settings: { path: ["policyId"], equals: policyId } },
    select: { key: true },
    orderBy: { position: "asc" },
  });
  return rows.map(({ key }) => key);
}

/** Ids of contact points of the page that are in use. */
export async function readContactIds(tx: Tx, pageId: string, ids: readonly string[]): Promise<string[]> {
  const where = { pageId, id: { in: [...ids] }, archivedAt: null };
  return (await tx.contactPoint.findMany({ where, select: { id: true } })).map(({ id }) => id);
}
