import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Deployment, DeploymentFilter } from "#lib/domain/slo/sent/deployment.ts";
import { instantOf } from "../../dates.ts";
import { prisma } from "../../db.ts";
import type { Tx } from "../../tx.ts";

export async function insertDeployment(tx: Tx, deployment: Deployment): Promise<void> {
  const { at, createdAt, ...rest } = deployment;
  await tx.deployment.create({ data: { ...rest, at: new Date(at), createdAt: new Date(createdAt) } });
}

/** Releases of the page, the latest first. */
export async function readDeployments(
  pageId: string,
  { componentId, from, until }: DeploymentFilter,
  window: ListWindow,
): Promise<Deployment[]> {
  const rows = await prisma().deployment.findMany({
    where: {
      pageId,
      at: {
        ...(from !== undefined && { gte: new Date(from) }),
        ...(until !== undefined && { lt: new Date(until) }),
      },
      ...(componentId && {
        OR: [{ componentIds: { has: componentId } }, { componentIds: { isEmpty: true } }],
      }),
    },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    ...window,
  });
  return rows.map((row) => ({ ...row, at: instantOf(row.at), createdAt: instantOf(row.createdAt) }));
}
