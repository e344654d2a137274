import type { EscalationLevel, EscalationPolicy } from "#lib/domain/escalation/policy.ts";
import { DEFAULT_LEVELS, DEFAULT_POLICY_NAME } from "#lib/domain/escalation/seed.ts";
import { prisma } from "../db.ts";
import type { EscalationPolicy as Row } from "../generated/client.ts";
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
