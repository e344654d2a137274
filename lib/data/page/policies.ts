import type { Actor } from "#lib/domain/people/permission.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

/** One version of the uptime policy: since when it is in use, and who said so. */
export type StoredPolicy = UptimePolicy & { actor: { kind: string; id: string }; createdAt: number };

/** Keeps a version of the policy; a version that is known stays as it is. */
export async function rememberPolicy(
  tx: Tx,
  pageId: string,
  { version, weights }: UptimePolicy,
  { actor, at }: { actor: Pick<Actor, "kind" | "id">; at: number },
): Promise<void> {
  const row = { pageId, version, weights, actorKind: actor.kind, actorId: actor.id, createdAt: new Date(at) };
  await tx.pagePolicy.createMany({ data: [row], skipDuplicates: true });
}

/** Every remembered version, newest first. */
export async function listPolicies(pageId: string, db: Tx = prisma()): Promise<StoredPolicy[]> {
  const rows = await db.pagePolicy.findMany({ where: { pageId }, orderBy: { version: "desc" } });
  return rows.map((row) => ({
    version: row.version,
    weights: row.weights as UptimePolicy["weights"],
    actor: { kind: row.actorKind, id: row.actorId },
    createdAt: instantOf(row.createdAt),
  }));
}
